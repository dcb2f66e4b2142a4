import { deDE } from './phrases/de-DE.ts';
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
