import { type Locale, phrasesByLocale } from './locales.ts';
import type { Phrases } from './phrases/phrases.ts';

/** A sentence that an application may say in its own words. `trouble` is said where it is not known whose call it is. */
export type PhraseName = Exclude<keyof Phrases, 'trouble'>;
export type Placeholder = 'brand' | 'context' | 'code' | 'extension';

/**
 * The placeholders that each sentence has. All but `{brand}` are what the sentence is for: text without them, or a
 * recording, would say nothing.
 */
export const placeholdersOf = {
  greeting: ['brand'],
  context: ['context'],
  pressPound: [],
  enterMatch: [],
  enterPin: [],
  code: ['code'],
  hearAgain: [],
  nothingHeard: [],
  oneMoment: [],
  wrongKey: [],
  wrongDigits: [],
  wrongPin: [],
  notAsked: [],
  notAskedThenPound: [],
  fraudQuestion: [],
  fraudReported: [],
  transfer: ['brand', 'extension'],
  goodbyeNotConnected: [],
  verified: [],
  goodbyeAfterSilence: [],
  goodbyeAfterWrongKey: [],
  goodbyeAfterWrongDigits: [],
  goodbyeAfterWrongPin: [],
  goodbyeAfterCode: [],
  expired: [],
} as const satisfies Record<PhraseName, readonly Placeholder[]>;

export const phraseNames = Object.keys(placeholdersOf) as [PhraseName, ...PhraseName[]];

/** What a sentence cannot do without. */
export function neededIn(name: PhraseName): Exclude<Placeholder, 'brand'>[] {
  return placeholdersOf[name].filter((placeholder) => placeholder !== 'brand');
}

/** Whether a recording can stand in for a sentence: it is the same in every call. */
export function canBeRecorded(name: PhraseName): boolean {
  return neededIn(name).length === 0;
}

/** A sentence in our words, placeholders unfilled. */
export function phraseText(locale: Locale, name: PhraseName): string {
  return phrasesByLocale[locale][name];
}
