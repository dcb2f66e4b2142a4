import { checkPhraseText } from './check-phrase.ts';
import { defaultLocale, isLocale, locales } from './locales.ts';
import { canBeRecorded, type PhraseName, phraseNames, phraseText } from './placeholders.ts';

const isName = (name: string): name is PhraseName => (phraseNames as readonly string[]).includes(name);

/** What may be said in a call, and which of it may be an application's own, for those who know phrases by name only. */
export const phraseRules = {
  locales: locales as readonly string[],
  names: phraseNames as readonly string[],
  text: (locale: string, name: string) =>
    isName(name) ? phraseText(isLocale(locale) ? locale : defaultLocale, name) : '',
  problem: (name: string, text: string) =>
    isName(name) ? checkPhraseText(name, text) : 'There is no phrase of this name.',
  canBeRecorded: (name: string) => isName(name) && canBeRecorded(name),
};
