/** Normal speech, seconds a character; digits are spoken one by one. */
const SECONDS_A_CHARACTER = 0.065;
const SECONDS_A_DIGIT = 0.35;

/** The longest that may be said about what is approved. Longer, and people hang up before they hear the question. */
export const LONGEST_CONTEXT_SECONDS = 15;

/** About how long it takes to say a text, in seconds. */
export function speechSeconds(text: string): number {
  const digits = text.match(/\d/g)?.length ?? 0;
  return digits * SECONDS_A_DIGIT + (text.length - digits) * SECONDS_A_CHARACTER;
}
