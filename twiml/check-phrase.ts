import { neededIn, type PhraseName } from './placeholders.ts';

/** About twenty seconds of speech. */
const LONGEST_PHRASE = 300;

/**
 * Checks an application's own text for a sentence.
 * @returns null when it can be said, else what is wrong and what to do, as a sentence
 */
export function checkPhraseText(name: PhraseName, text: string): string | null {
  const length = [...text].length;
  if (text.trim() === '') return 'The text is empty: write what is to be said.';
  if (length > LONGEST_PHRASE) return `The text has ${length} characters: shorten it to ${LONGEST_PHRASE} or fewer.`;
  // Line separators (Zl, Zp) and halves of characters (Cs) are nothing that can be said either.
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u.test(text))
    return 'The text holds line breaks or other control characters: write it as one line.';
  const needed = neededIn(name).map((placeholder) => `{${placeholder}}`);
  const known = ['{brand}', ...needed];
  const [unknown] = withoutAll(text, known).match(/\{[^{}]*\}|[{}]/) ?? [];
  if (unknown !== undefined)
    return `The text holds ${unknown}, which ${name} does not know: braces may only stand in ${known.join(' and ')}.`;
  const missing = needed.find((placeholder) => !text.includes(placeholder));
  return missing === undefined ? null : `The text lacks ${missing}: write it where it is to be said.`;
}

function withoutAll(text: string, placeholders: readonly string[]): string {
  // A space in their place, so that what stands around one cannot become another.
  return placeholders.reduce((rest, placeholder) => rest.replaceAll(placeholder, ' '), text);
}
