import { describe, expect, it } from 'vitest';
import { asksForKey, prompts } from '#domain/prompts.ts';
import { callDocument, troubleDocument } from '#twiml/call-document.ts';
import { locales, phrasesByLocale } from '#twiml/locales.ts';

const gatherUrl = 'https://verify.example.com/carrier/gather/1?prompt=1&x=2#ct=2000';
const speech = {
  mode: 'pound',
  locale: 'en-US',
  brand: 'Acme',
  context: null,
  gatherUrl,
  keyTimeoutSeconds: 6,
} as const;
const spoken = (xml: string) => /<Say[^>]*>([^<]*)<\/Say>/.exec(xml)?.[1];

describe('what a call says', () => {
  it('is the sentence of the contract, word for word', () => {
    expect(spoken(callDocument('greeting', speech))).toBe(
      'Thank you for using the Acme verification system. Press the pound key to finish verifying your account.',
    );
    expect(spoken(callDocument('verified', speech))).toBe('Your account has been verified. Goodbye.');
  });

  it('names what is being approved before it asks for the key', () => {
    const text = spoken(callDocument('greeting', { ...speech, context: 'a payment of 40 euros.' }));
    expect(text).toContain('You are asked to approve: a payment of 40 euros. Press the pound key');
  });

  it('is escaped, whatever the brand and the context hold', () => {
    const xml = callDocument('greeting', { ...speech, brand: 'A & <B> {context}', context: '"</Say><Hangup/>' });
    expect(xml).toContain('A &amp; &lt;B&gt; {context}');
    expect(xml).not.toContain('<Hangup/>');
  });

  it.each(locales)('has every sentence in %s, and no place left unfilled', (locale) => {
    for (const prompt of prompts) {
      const xml = callDocument(prompt, { ...speech, locale, context: 'x' });
      expect(xml).not.toMatch(/[{}]/);
      if (prompt !== 'hang_up') expect(xml).toContain(`language="${locale}"`);
    }
    expect(troubleDocument(locale)).toContain(phrasesByLocale[locale].trouble);
  });
});

describe('the way a key is heard', () => {
  it.each(prompts.filter(asksForKey))('%s delivers a bare #, and tells of silence', (prompt) => {
    const xml = callDocument(prompt, speech);
    expect(xml).toContain('<Gather input="dtmf" finishOnKey="" numDigits="1" timeout="6"');
    expect(xml).toContain(`action="${gatherUrl.replace('&', '&amp;')}" method="POST"`);
    expect(xml).toMatch(/<\/Gather><Redirect method="POST">[^<]+<\/Redirect><\/Response>$/);
  });

  it.each(prompts.filter((prompt) => !asksForKey(prompt)))('%s ends the call', (prompt) => {
    const xml = callDocument(prompt, speech);
    expect(xml).toMatch(/<Hangup\/><\/Response>$/);
    expect(xml).not.toContain('Gather');
  });
});
