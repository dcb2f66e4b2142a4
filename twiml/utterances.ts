import { localeOf, spokenDigits } from './locales.ts';
import { canBeRecorded, neededIn, type PhraseName, type Placeholder, phraseText } from './placeholders.ts';
import type { Speech } from './speech.ts';

/** What is said at one go: text, or a recording. */
export type Utterance = { text: string } | { audioUrl: string };

/**
 * Sentences as they are said: filled in, an application's own words in the place of ours, neighbouring texts joined.
 * A sentence whose value is missing (no context was given) is left out.
 */
export function utterancesOf(names: readonly PhraseName[], speech: Speech): Utterance[] {
  const values = valuesOf(speech);
  const said: Utterance[] = [];
  for (const name of names) {
    if (neededIn(name).some((placeholder) => values[placeholder] === null)) continue;
    const own = speech.own?.[name];
    if (own && 'audioUrl' in own && canBeRecorded(name)) {
      said.push({ audioUrl: sayable(own.audioUrl) });
      continue;
    }
    const pattern = own && 'text' in own ? own.text : phraseText(localeOf(speech.locale), name);
    const text = sayable(fill(pattern, values));
    const last = said.at(-1);
    if (last && 'text' in last) last.text += ` ${text}`;
    else said.push({ text });
  }
  return said;
}

type Values = Record<Placeholder, string | null>;

function valuesOf({ locale, brand, context, code, extension }: Speech): Values {
  const digits = (text: string | null) => (text === null ? null : presence(spokenDigits(localeOf(locale), text)));
  return {
    brand,
    // The sentence around it has a full stop of its own.
    context: context === null ? null : presence(context.replace(/[.\s]+$/, '')),
    code: digits(code),
    extension: digits(extension),
  };
}

function presence(text: string): string | null {
  return text === '' ? null : text;
}

function fill(pattern: string, values: Values): string {
  // One pass, so that a brand that contains "{context}" stays what it is.
  return pattern.replace(/\{(brand|context|code|extension)\}/g, (_, name: Placeholder) => values[name] ?? '');
}

/** Without the characters that XML cannot hold, not even escaped: the `twilio` package throws at them. */
function sayable(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]/gu, ' ');
}
