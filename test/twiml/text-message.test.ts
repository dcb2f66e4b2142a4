import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locales } from '#twiml/locales.ts';
import { textMessage } from '#twiml/text-message.ts';

const message = {
  locale: 'en-US',
  brand: 'Acme',
  code: '123456',
  context: null as string | null,
  domain: 'example.com',
};

/** The basic alphabet of GSM 03.38, as far as letters and signs of ours go. */
const gsm7 = /^[A-Za-z0-9 \n@£$¥èéùìòÇØøÅåÆæßÉ!"#%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]*$/;

/** What may pass for a bound code: lines, blanks, signs that show nothing. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...['\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f', '\0', ' ', '\u00a0', '\u200b', '\u202e', '\u2800'],
        ...['@', '#', '@evil.example #999999', 'evil.example', '#999999', '{code}', '{brand}', '.', '\ud800', 'a'],
      ),
    )
    .map((parts) => parts.join('')),
);

describe('a text message', () => {
  it('says the code, and binds it to its host in the last line', () => {
    expect(textMessage(message)).toBe(
      'Your Acme verification code is 123456. Do not share it.\n\n@example.com #123456',
    );
  });

  it('says what is being approved', () => {
    expect(textMessage({ ...message, context: 'a payment of 40 euros.' })).toBe(
      'Your Acme verification code is 123456. You are asked to approve: a payment of 40 euros. Do not share it.' +
        '\n\n@example.com #123456',
    );
  });

  it.each(locales)('keeps to letters that do not halve its length in %s', (locale) => {
    expect(textMessage({ ...message, locale, context: 'x' })).toMatch(gsm7);
  });

  it('leaves addresses and numbers as they are', () => {
    const text = textMessage({ ...message, context: 'order #4711 of anna@example.com' });
    expect(text).toContain('approve: order #4711 of anna@example.com. Do');
  });

  it('has one line of text and one that binds, whatever the brand and the context hold', () => {
    fc.assert(
      fc.property(fc.constantFrom(...locales), hostile, fc.option(hostile), (locale, brand, context) => {
        const text = textMessage({ ...message, locale, brand, context });
        const [said, blank, bound, ...more] = text.split(/[\n\r\v\f\u0085\u2028\u2029]/);
        expect(said).toContain('123456');
        expect([blank, bound, more]).toEqual(['', '@example.com #123456', []]);
      }),
    );
  });

  it('names no other host as the last line does, and hides nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...locales), hostile, fc.option(hostile), (locale, brand, context) => {
        const said = textMessage({ ...message, locale, brand, context }).split('\n')[0] ?? '';
        expect(said).not.toMatch(/(^|[^\p{L}\p{N}._+-])@/u);
        expect(said).not.toMatch(/[\p{C}\p{DI}\u2800]| {3}/u);
        expect(said.isWellFormed()).toBe(true);
      }),
    );
  });
});
