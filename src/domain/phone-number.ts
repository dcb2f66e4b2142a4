import { type NumberType, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';

export type PhoneNumberProblem = 'not_e164' | 'not_possible' | 'refused_kind' | 'other_country';

/** One plain sentence for the caller of the API, by problem. */
export const phoneNumberProblems: Record<PhoneNumberProblem, string> = {
  not_e164: 'must be an E.164 number: a plus sign, the country code and the number, digits only, such as +12025550100',
  not_possible: 'is written as E.164 but is not a possible phone number: its country code or its length does not exist',
  refused_kind:
    'is of a kind that is not called here (premium rate, shared cost, satellite, pager, personal or company-wide number): use a mobile or a landline phone',
  other_country: 'is in a country that this application does not call: use a number of one of its countries',
};

/** Dear for whoever calls, or no phone of a person. What the numbering plan does not tell is let through. */
const refusedKinds: readonly NumberType[] = [
  'PREMIUM_RATE',
  'SHARED_COST',
  'UAN',
  'PAGER',
  'VOICEMAIL',
  'PERSONAL_NUMBER',
];

/** Twilio's own numbers for tests lie in the range of personal numbers of North America. */
const forTests = /^\+15005550\d{3}$/;

/**
 * Checks a phone number as the API takes it. Only the numbering plan and the application are asked, not whether
 * the number is in service: that is the carrier's to say.
 * @param countries that may be called, as ISO 3166-1 codes; empty: all.
 */
export function checkPhoneNumber(input: string, countries: readonly string[] = []): PhoneNumberProblem | null {
  if (!/^\+[1-9]\d{3,14}$/.test(input)) return 'not_e164';
  const number = parsePhoneNumberFromString(input);
  if (!number?.isPossible()) return 'not_possible';
  if (isRefusedKind(number) && !forTests.test(input)) return 'refused_kind';
  return countries.length === 0 || isIn(number, countries) ? null : 'other_country';
}

/** Numbers of no country are those of satellites, and of services that are dear. */
function isRefusedKind(number: PhoneNumber): boolean {
  return number.isNonGeographic() || refusedKinds.includes(number.getType());
}

/** Where the plan does not tell which of the countries that share a code it is, each of them must be allowed. */
function isIn(number: PhoneNumber, countries: readonly string[]): boolean {
  const possible = number.country ? [number.country] : number.getPossibleCountries();
  return possible.every((country) => countries.includes(country));
}

/** As a person types it or copies it from a letter: E.164; null when it is no number that could be stored here. */
export function readTypedNumber(text: string): string | null {
  if (!/^\+?[\d\s()./-]+$/.test(text)) return null;
  const parsed = parsePhoneNumberFromString(text.replace(/^\s*(00)?(?!\+)/, '+'));
  return parsed?.isPossible() ? parsed.number : null;
}

/** Numbers come in bursts, the same ones in every callback of a call, and parsing one costs as much as a database row. */
const known = new Map<string, Shown>();
const KEPT = 2_000;

/** What may be told of a number. */
interface Shown {
  mask: string;
  country: string | null;
}

/**
 * The form in which a number may be shown, logged and kept as evidence: `+1••••••0123`. Keeps the country
 * code and the last four digits (two of a short number).
 */
export function maskPhoneNumber(e164: string): string {
  return shownOf(e164).mask;
}

/** Where a number is, ISO 3166-1; null where the numbering plan does not tell. */
export function countryOfNumber(e164: string): string | null {
  return shownOf(e164).country;
}

function shownOf(e164: string): Shown {
  const before = known.get(e164);
  if (before !== undefined) return before;
  if (known.size >= KEPT) known.clear();
  const parsed = parsePhoneNumberFromString(e164);
  const shown = { mask: parsed ? mask(parsed) : '•'.repeat(8), country: parsed?.country ?? null };
  known.set(e164, shown);
  return shown;
}

function mask({ nationalNumber: national, countryCallingCode }: PhoneNumber): string {
  const shown = national.length > 6 ? 4 : 2;
  return `+${countryCallingCode}${'•'.repeat(Math.max(0, national.length - shown))}${national.slice(-shown)}`;
}
