import { type CountryCode, getCountries, getCountryCallingCode } from 'libphonenumber-js/max';

export interface CountryOption {
  value: CountryCode;
  /** Such as `Germany (+49)`. */
  label: string;
}

/**
 * Countries to choose from, by the alphabet of the language.
 * @param language such as `de`
 * @param allowed ISO 3166-1 codes; empty: all
 */
export function countryOptions(language: string, allowed: readonly string[]): CountryOption[] {
  return getCountries()
    .filter((country) => allowed.length === 0 || allowed.includes(country))
    .map((value) => ({ value, label: `${countryName(language, value)} (+${getCountryCallingCode(value)})` }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
}

export function countryName(language: string, country: CountryCode): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country;
}

/** Whether a country is meant by what is typed: part of its name, accents or none, its code or its calling code. */
export function isMeant({ value, label }: CountryOption, search: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = plain(search.trim());
  return plain(label).includes(wanted) || value.toLowerCase() === wanted;
}
