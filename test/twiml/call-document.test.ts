import { describe, expect, it } from 'vitest';
import { type Prompt, prompts } from '#domain/prompts.ts';
import type { Mode } from '#domain/verification.ts';
import { parseTwiml, type Verb } from '#simulator/twiml/document.ts';
import { callDocument, troubleDocument } from '#twiml/call-document.ts';
import { locales, phrasesByLocale } from '#twiml/locales.ts';
import type { Speech } from '#twiml/speech.ts';
import { speech } from './speech.ts';

/** What a person hears if they press nothing. */
function heard(verbs: Verb[]): string[] {
  return verbs.flatMap((verb) => {
    if (verb.verb === 'Gather') return heard(verb.prompt);
    if (verb.verb === 'Say') return [verb.text];
    return verb.verb === 'Play' ? [verb.url] : [];
  });
}
const said = (prompt: Prompt, mode: Mode = 'pound', differing: Partial<Speech> = {}) =>
  heard(parseTwiml(callDocument(prompt, speech(mode, differing))).verbs);

describe('what a call says', () => {
  it('is the sentence of the contract, word for word', () => {
    expect(said('greeting')).toEqual([
      'Thank you for using the Acme verification system. Press the pound key to finish verifying your account.',
    ]);
    expect(said('verified')).toEqual(['Your account has been verified. Goodbye.']);
  });

  it('names what is being approved before it asks for the key', () => {
    const [text] = said('greeting', 'pound', { context: 'a payment of 40 euros.' });
    expect(text).toContain('You are asked to approve: a payment of 40 euros. Press the pound key');
  });

  it('leaves out a sentence that has nothing to say', () => {
    expect(said('greeting', 'pound', { context: ' ..' })).toEqual(said('greeting'));
  });

  it('is escaped, whatever the brand and the context hold', () => {
    const hostile = { brand: 'A & <B> {context}', context: '"</Say><Hangup/>' };
    expect(callDocument('greeting', speech('pound', hostile))).toContain('A &amp; &lt;B&gt; {context}');
    expect(said('greeting', 'pound', hostile)[0]).toContain('approve: "</Say><Hangup/>. Press');
  });

  it('is spoken in the default language when the locale is not known', () => {
    expect(said('verified', 'pound', { locale: 'xx-XX' })).toEqual(said('verified'));
  });

  it.each(locales)('has a sentence for trouble in %s', (locale) => {
    expect(heard(parseTwiml(troubleDocument(locale)).verbs)).toEqual([phrasesByLocale[locale].trouble]);
  });
});

describe('a code', () => {
  it('is said digit by digit, once, with the way to hear it again', () => {
    const code = 'Your code is: 4. 7. 1. 0. 0. 2. To hear it again, press 1.';
    expect(said('greeting', 'code')).toEqual([`Thank you for using the Acme verification system. ${code}`]);
    expect(said('code_again', 'code')).toEqual([`${code} If you did not ask for this call, press 0.`]);
    expect(said('goodbye_after_code', 'code')).toEqual(['Type the code on your screen. Goodbye.']);
  });

  it('is said in words where digits with a full stop are ordinals', () => {
    expect(said('code_again', 'code', { locale: 'de-DE' })[0]).toContain('vier. sieben. eins. null. null. zwei.');
  });

  it.each(['goodbye_after_silence', 'goodbye_after_mistake'] as const)('is no key to be missed: %s', (prompt) => {
    expect(said(prompt, 'code')).toEqual(said('goodbye_after_code', 'code'));
  });

  it.each(prompts)('is said in no other mode: %s', (prompt) => {
    for (const mode of ['pound', 'match', 'pin'] as const)
      expect(said(prompt, mode, { code: '471002', extension: '12' }).join()).not.toMatch(/[47]/);
  });
});

describe('the question said again', () => {
  it.each([
    ['pound', 'If you did not ask for this call, press 0.'],
    ['code', 'If you did not ask for this call, press 0.'],
    ['match', 'If you did not ask for this call, press 0, then the pound key.'],
    ['pin', 'If you did not ask for this call, press 0, then the pound key.'],
  ] as const)('tells whoever did not ask for the call what to press in %s mode', (mode, hint) => {
    for (const prompt of ['again_after_silence', 'again_after_mistake'] as const)
      expect(said(prompt, mode)[0]?.endsWith(hint)).toBe(true);
  });

  it('says what was wrong with a PIN', () => {
    expect(said('again_after_mistake', 'pin')[0]).toMatch(
      /^That is not your PIN\. Enter your PIN, then press the pound key\. /,
    );
  });

  it('asks for a moment when a key came too early', () => {
    expect(said('again_after_early_key', 'match')).toEqual([
      'One moment, please.',
      'Enter the number on your screen, then press the pound key.',
    ]);
  });

  it('is the plain question when no fraud was reported', () => {
    expect(said('again_after_no_fraud')).toEqual(['Press the pound key to finish verifying your account.']);
  });
});

describe('an own sentence', () => {
  it('is said in the place of ours, filled in', () => {
    const own = { greeting: { text: 'Hello from {brand}.' } };
    expect(said('greeting', 'pound', { own })).toEqual([
      'Hello from Acme. Press the pound key to finish verifying your account.',
    ]);
  });

  it('is played where it was recorded, between the sentences around it', () => {
    const own = { greeting: { audioUrl: 'https://verify.example.com/a.mp3?x=1&y=2' } };
    expect(said('greeting', 'pound', { own, context: 'a payment' })).toEqual([
      'https://verify.example.com/a.mp3?x=1&y=2',
      'You are asked to approve: a payment. Press the pound key to finish verifying your account.',
    ]);
  });

  it('is not played in the place of a code, which no recording can say', () => {
    const own = { code: { audioUrl: 'https://verify.example.com/a.mp3' } };
    expect(said('code_again', 'code', { own })).toEqual(said('code_again', 'code'));
  });
});

describe('an office', () => {
  it('is asked for the extension three times, and then left in peace', () => {
    const texts = said('transfer', 'pound', { extension: '1234' });
    const ask =
      'This is an automated call of the Acme verification system for extension 1. 2. 3. 4. ' +
      'Please transfer this call. If you are the person called, press 1.';
    expect(texts).toEqual([ask, ask, ask, 'The call was not transferred. Goodbye.']);
  });
});
