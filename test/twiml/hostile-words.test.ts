import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Prompt, prompts } from '#domain/prompts.ts';
import { type Mode, modes } from '#domain/verification.ts';
import { parseTwiml, type TwimlDocument } from '#simulator/twiml/document.ts';
import { callDocument } from '#twiml/call-document.ts';
import { type Locale, locales } from '#twiml/locales.ts';
import { phraseNames } from '#twiml/placeholders.ts';
import type { OwnPhrases } from '#twiml/speech.ts';
import { speech } from './speech.ts';

/** Markup, placeholders, control characters, halves of characters: whatever might break a document. */
const words = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc
    .array(
      fc.constantFrom(
        ...['</Say>', '<Hangup/>', ']]>', '<![CDATA[', '&#0;', '&', '"', '{code}', '{context}', '{brand}', '$&', '$1'],
        ...['\0', '\u0008', '\ufffe', '\uffff', '\ud800', '\udc00', '\n', '\r', '\u2028', '<!--', '?>', ' '],
      ),
    )
    .map((parts) => parts.join('')),
);
const own: fc.Arbitrary<OwnPhrases> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...phraseNames),
      fc.oneof(fc.record({ text: words }), fc.record({ audioUrl: fc.oneof(fc.webUrl(), words) })),
    ),
  )
  .map((entries) => Object.fromEntries(entries));

const combinations = locales.flatMap((locale) => modes.map((mode): [Locale, Mode] => [locale, mode]));

function shapeOf({ verbs }: TwimlDocument): string[] {
  const shape = verbs.map(({ verb }) => verb);
  return shape.filter((verb) => verb !== 'Say' && verb !== 'Play');
}

describe.each(combinations)('every document in %s, %s mode', (locale, mode) => {
  it('is read without complaint, and no place is left unfilled', () => {
    for (const prompt of prompts) {
      const xml = callDocument(prompt, speech(mode, { locale, context: 'x', extension: '12' }));
      expect(parseTwiml(xml).notes).toEqual([]);
      expect(xml).not.toMatch(/[{}]/);
      if (prompt !== 'hang_up') expect(xml).toContain(`language="${locale}"`);
    }
  });

  it('keeps its shape, whatever words come from outside', () => {
    const plain = new Map<Prompt, string[]>();
    for (const prompt of prompts)
      plain.set(prompt, shapeOf(parseTwiml(callDocument(prompt, speech(mode, { locale, extension: '12' })))));
    fc.assert(
      fc.property(fc.constantFrom(...prompts), words, fc.option(words), own, (prompt, brand, context, own) => {
        const xml = callDocument(prompt, speech(mode, { locale, brand, context, own, extension: '12' }));
        const document = parseTwiml(xml);
        expect(document.notes).toEqual([]);
        expect(shapeOf(document)).toEqual(plain.get(prompt));
      }),
      { numRuns: 100 },
    );
  });
});
