/** Six digits of their own, which may be written in groups: `123 456`, `123-456`. */
const CODE = /(?<!\d)\d(?:[\s-]?\d){5}(?!\d)/;

/**
 * The code in what was pasted, such as a whole text message.
 * @returns six digits; null where there is no code
 */
export function codeIn(text: string): string | null {
  return CODE.exec(text)?.[0].replace(/\D/g, '') ?? null;
}
