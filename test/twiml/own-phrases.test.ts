import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPhraseText } from '#twiml/check-phrase.ts';
import { locales } from '#twiml/locales.ts';
import { canBeRecorded, phraseNames, phraseText, placeholdersOf } from '#twiml/placeholders.ts';

describe('the check of an own text', () => {
  it.each(locales)('accepts every sentence of ours in %s, which has its placeholders', (locale) => {
    for (const name of phraseNames) {
      expect(checkPhraseText(name, phraseText(locale, name))).toBeNull();
      for (const placeholder of placeholdersOf[name]) expect(phraseText(locale, name)).toContain(`{${placeholder}}`);
    }
  });

  it('lets every sentence name the brand, and none has to', () => {
    expect(checkPhraseText('verified', 'Welcome to {brand}.')).toBeNull();
    expect(checkPhraseText('greeting', 'Welcome.')).toBeNull();
  });

  it.each([
    ['verified', '', 'The text is empty: write what is to be said.'],
    ['verified', ' \u00a0', 'The text is empty: write what is to be said.'],
    ['verified', 'x'.repeat(301), 'The text has 301 characters: shorten it to 300 or fewer.'],
    ['verified', 'a\nb', 'The text holds line breaks or other control characters: write it as one line.'],
    ['verified', 'a\u2028b', 'The text holds line breaks or other control characters: write it as one line.'],
    ['verified', 'a\ud800b', 'The text holds line breaks or other control characters: write it as one line.'],
    ['verified', 'Hi {code}', 'The text holds {code}, which verified does not know: braces may only stand in {brand}.'],
    [
      'greeting',
      'Hi {brnad}',
      'The text holds {brnad}, which greeting does not know: braces may only stand in {brand}.',
    ],
    ['code', '{code} }', 'The text holds }, which code does not know: braces may only stand in {brand} and {code}.'],
    ['code', 'Your code.', 'The text lacks {code}: write it where it is to be said.'],
    ['context', 'Approve.', 'The text lacks {context}: write it where it is to be said.'],
    ['transfer', 'Put me through.', 'The text lacks {extension}: write it where it is to be said.'],
  ] as const)('says of %s what is wrong with %j', (name, text, complaint) => {
    expect(checkPhraseText(name, text)).toBe(complaint);
  });

  it('counts characters as people do', () => {
    expect(checkPhraseText('verified', '😀'.repeat(300))).toBeNull();
  });

  it('leaves no brace in what it accepts but those of placeholders that the sentence has', () => {
    const parts = fc.array(fc.constantFrom('{', '}', '{brand}', '{code}', '{context}', 'brand', 'code', ' ', 'x'));
    fc.assert(
      fc.property(fc.constantFrom(...phraseNames), parts, (name, parts) => {
        const text = parts.join('');
        if (checkPhraseText(name, text) !== null) return;
        const filled = text.replace(/\{(\w+)\}/g, (_, found) => {
          expect(['brand', ...placeholdersOf[name]]).toContain(found);
          return '';
        });
        expect(filled).not.toMatch(/[{}]/);
      }),
    );
  });
});

describe('a recording', () => {
  it('may stand for all sentences but those that differ from call to call', () => {
    expect(phraseNames.filter((name) => !canBeRecorded(name))).toEqual(['context', 'code', 'transfer']);
  });
});
