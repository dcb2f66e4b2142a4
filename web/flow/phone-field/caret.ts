import { parseIncompletePhoneNumber } from 'libphonenumber-js/max';

/** What counts in a number that is being typed: its digits, and a + in front. The rest comes and goes by formatting. */
const significant = parseIncompletePhoneNumber;

export interface Edit {
  text: string;
  /** How much of what counts stands before the caret. */
  before: number;
}

/**
 * What a person meant by a change of a formatted number. Whoever deletes a bracket or a space, which formatting would
 * only put back, means the digit beside it.
 * @param old the formatted text before
 * @param now the text after, and its caret
 * @param forward whether the key deletes to the right
 */
export function readEdit(old: string, now: { text: string; caret: number }, forward: boolean): Edit {
  const left = significant(now.text.slice(0, now.caret));
  const all = significant(now.text);
  const onlyFormatting = now.text.length < old.length && all === significant(old);
  if (!onlyFormatting) return { text: now.text, before: left.length };
  const cut = forward ? left.length : Math.max(0, left.length - 1);
  return { text: all.slice(0, cut) + all.slice(cut + 1), before: cut };
}

/** Where the caret belongs in a formatted text, so that the same digits stand before it as in the edit. */
export function placeCaret(edit: Edit, formatted: string): number {
  // Written anew, with another prefix: who pasted it goes on at its end.
  if (significant(formatted) !== significant(edit.text)) return formatted.length;
  let caret = 0;
  while (caret < formatted.length && significant(formatted.slice(0, caret)).length < edit.before) caret++;
  return edit.before === significant(formatted).length ? formatted.length : caret;
}
