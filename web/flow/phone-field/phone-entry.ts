import {
  AsYouType,
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parseIncompletePhoneNumber,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';

/** Why a number cannot be called. The service refuses the same ones, and has the last word. */
export type PhoneProblem = 'tooShort' | 'tooLong' | 'notPossible' | 'countryNotAllowed' | 'cannotBeUsed';

export interface PhoneEntry {
  country: CountryCode;
  /** As it is shown: written as the country writes it, or with + while its country is not known. */
  text: string;
  /** Empty while there is a problem, and where nothing is typed. */
  e164: string;
  problem: PhoneProblem | null;
}

/** Kinds of numbers that cost whoever calls them, or that no person answers. */
const refused = ['PREMIUM_RATE', 'SHARED_COST', 'UAN', 'PAGER', 'VOICEMAIL', 'PERSONAL_NUMBER'];

/**
 * Reads what is typed so far. Numbers only have to be possible, not known to be in use: plans change faster than
 * lists of them.
 * @param typed with or without spaces, brackets and letters around it; with + or the country's own prefix for abroad
 * (such as 00) it names its country itself
 * @param chosen the country of a number without
 * @param allowed ISO 3166-1 codes; empty: all
 */
export function enterPhone(typed: string, chosen: CountryCode, allowed: readonly string[]): PhoneEntry {
  const digits = parseIncompletePhoneNumber(typed);
  const formatter = new AsYouType(chosen);
  const text = formatter.input(digits);
  if (digits === '') return { country: chosen, text, e164: '', problem: null };

  const number = parsePhoneNumberFromString(digits, { defaultCountry: chosen, extract: false });
  const callingCode = number?.countryCallingCode ?? formatter.getCallingCode();
  const may = (country: string) => allowed.length === 0 || allowed.includes(country);
  const mayBe = number?.isPossible() && number.country ? [number.country] : countriesOf(callingCode);
  if (mayBe.length > 0 && !mayBe.some(may)) return { country: chosen, text, e164: '', problem: 'countryNotAllowed' };

  const length = digits === '+' ? 'TOO_SHORT' : validatePhoneNumberLength(digits, chosen);
  if (length || !number) return { country: chosen, text, e164: '', problem: lengthProblems[length ?? 'NOT_A_NUMBER'] };

  const country = number.country ?? chosen;
  const entry = { country, text: number.country && formatter.isInternational() ? number.formatNational() : text };
  if (refused.includes(number.getType() ?? '')) return { ...entry, e164: '', problem: 'cannotBeUsed' };
  return { ...entry, e164: number.number, problem: null };
}

const lengthProblems = {
  TOO_SHORT: 'tooShort',
  TOO_LONG: 'tooLong',
  INVALID_LENGTH: 'notPossible',
  INVALID_COUNTRY: 'notPossible',
  NOT_A_NUMBER: 'notPossible',
} as const satisfies Record<NonNullable<ReturnType<typeof validatePhoneNumberLength>>, PhoneProblem>;

function countriesOf(callingCode: string | undefined): CountryCode[] {
  return getCountries().filter((country) => getCountryCallingCode(country) === callingCode);
}

/**
 * The country that a person most likely types a number of: the one of their language's region, where it is allowed.
 * @param languages most wanted first, such as `de-AT`
 */
export function guessCountry(languages: readonly string[], allowed: readonly string[]): CountryCode {
  const may = (country: string | undefined): country is CountryCode =>
    country !== undefined && isSupportedCountry(country) && (allowed.length === 0 || allowed.includes(country));
  const spoken = languages.map((language) => new Intl.Locale(language));
  const guesses = [...spoken.map(({ region }) => region), ...spoken.map((each) => each.maximize().region)];
  return guesses.find(may) ?? allowed.find(may) ?? 'US';
}
