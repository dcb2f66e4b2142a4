/** The longest text that is looked through for a code: a whole message that was pasted. */
export const LONGEST_CODE_INPUT = 200;

/** Six digits with at most one separator between two of them, and no digit, however separated, before or after. */
const groups = /\d(?:[ \t\u00a0\u2009\u202f‑–-]?\d)*/gu;

/**
 * The code in what a person typed or pasted: `471 002`, `47-10-02`, or the whole message that it came in.
 * @returns six digits; null where there are none, or several that differ
 */
export function findCode(input: string): string | null {
  // Full-width digits come from keyboards of East Asia.
  const text = input.normalize('NFKC');
  const codes = (text.match(groups) ?? [])
    .map((group) => group.replace(/\D/g, ''))
    .filter((digits) => digits.length === 6);
  const [code, ...others] = new Set(codes);
  return code !== undefined && others.length === 0 ? code : null;
}
