import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

export type PhoneNumberProblem = 'not_e164' | 'not_possible';

/** One plain sentence for the caller of the API, by problem. */
export const phoneNumberProblems: Record<PhoneNumberProblem, string> = {
  not_e164: 'must be an E.164 number: a plus sign, the country code and the number, digits only, such as +12025550100',
  not_possible: 'is written as E.164 but is not a possible phone number: its country code or its length does not exist',
};

/**
 * Checks a phone number as the API takes it. Only the shape and the numbering plan are asked, not whether
 * the number is in service: that is the carrier's to say.
 */
export function checkPhoneNumber(input: string): PhoneNumberProblem | null {
  if (!/^\+[1-9]\d{3,14}$/.test(input)) return 'not_e164';
  return parsePhoneNumberFromString(input)?.isPossible() ? null : 'not_possible';
}

/** Numbers come in bursts, the same ones in every callback of a call, and parsing one costs as much as a database row. */
const masks = new Map<string, string>();
const MASKS_KEPT = 2_000;

/**
 * The form in which a number may be shown, logged and kept as evidence: `+1••••••0123`. Keeps the country
 * code and the last four digits (two of a short number).
 */
export function maskPhoneNumber(e164: string): string {
  const known = masks.get(e164);
  if (known !== undefined) return known;
  if (masks.size >= MASKS_KEPT) masks.clear();
  const masked = mask(e164);
  masks.set(e164, masked);
  return masked;
}

function mask(e164: string): string {
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed) return '•'.repeat(8);
  const national = parsed.nationalNumber;
  const shown = national.length > 6 ? 4 : 2;
  return `+${parsed.countryCallingCode}${'•'.repeat(Math.max(0, national.length - shown))}${national.slice(-shown)}`;
}
