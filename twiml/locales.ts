import { deDE, germanDigits } from './phrases/de-DE.ts';
import { enGB } from './phrases/en-GB.ts';
import { enUS } from './phrases/en-US.ts';
import { esES } from './phrases/es-ES.ts';
import { frFR } from './phrases/fr-FR.ts';
import type { Phrases } from './phrases/phrases.ts';

/** Locales by BCP 47 tag; the tag is also the carrier's name for the voice's language. */
export const phrasesByLocale = {
  'en-US': enUS,
  'en-GB': enGB,
  'de-DE': deDE,
  'fr-FR': frFR,
  'es-ES': esES,
} as const satisfies Record<string, Phrases>;

export type Locale = keyof typeof phrasesByLocale;
export const locales = Object.keys(phrasesByLocale) as [Locale, ...Locale[]];
export const defaultLocale: Locale = 'en-US';

export function isLocale(tag: string): tag is Locale {
  return Object.hasOwn(phrasesByLocale, tag);
}

/** The locale of a tag that came from outside; an unknown one is spoken as the default. */
export function localeOf(tag: string): Locale {
  return isLocale(tag) ? tag : defaultLocale;
}

/** Digits one by one, each a short sentence of its own but for the last full stop, which the phrase has. */
export function spokenDigits(locale: Locale, digits: string): string {
  const spoken = [...digits].filter((digit) => /[0-9]/.test(digit));
  return spoken.map((digit) => (locale === 'de-DE' ? germanDigits[Number(digit)] : digit)).join('. ');
}
