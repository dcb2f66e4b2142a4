import { describe, expect, it } from 'vitest';
import { asksForKey, type Prompt, prompts } from '#domain/prompts.ts';
import { type Mode, modes } from '#domain/verification.ts';
import { type GatherVerb, parseTwiml } from '#simulator/twiml/document.ts';
import { callDocument } from '#twiml/call-document.ts';
import { speech } from './speech.ts';

const { urls } = speech();
const verbs = (prompt: Prompt, mode: Mode) =>
  parseTwiml(callDocument(prompt, speech(mode, { extension: '1234' }))).verbs;
const anyKey = { hearsKeys: true, finishOnKey: '', numDigits: 1, method: 'POST', actionOnEmptyResult: false };
const untilPound = { ...anyKey, finishOnKey: '#', numDigits: Number.POSITIVE_INFINITY };

describe('the way keys are heard', () => {
  describe.each(prompts.filter(asksForKey))('after %s', (prompt) => {
    it.each([
      ['pound', anyKey],
      ['code', anyKey],
      ['match', untilPound],
      ['pin', untilPound],
    ] as const)('is that of %s mode, and silence is told', (mode, heard) => {
      // A key that came too early is not heard at once again.
      const before = prompt === 'again_after_early_key' ? 2 : 0;
      const [gather, redirect, ...more] = verbs(prompt, mode).slice(before);
      expect(gather).toMatchObject({ verb: 'Gather', ...heard, timeoutSeconds: 6, action: urls.gather });
      expect(redirect).toEqual({ verb: 'Redirect', url: urls.gather, method: 'POST' });
      expect(more).toEqual([]);
    });
  });

  it('hears nothing for five seconds after a key that came before machine detection was done', () => {
    expect(verbs('again_after_early_key', 'pound').slice(0, 2)).toEqual([
      { verb: 'Say', text: 'One moment, please.', language: 'en-US', voice: null, times: 1 },
      { verb: 'Pause', seconds: 5 },
    ]);
  });

  it('delivers a bare #: the attribute is there, and empty', () => {
    expect(callDocument('greeting', speech())).toContain('<Gather input="dtmf" finishOnKey="" numDigits="1"');
  });

  it.each(modes)('after the question about fraud is one key, silence being told, in %s mode', (mode) => {
    const [gather, redirect, ...more] = verbs('fraud_question', mode);
    expect(gather).toMatchObject({ verb: 'Gather', ...anyKey, timeoutSeconds: 6, action: urls.fraud });
    expect(redirect).toEqual({ verb: 'Redirect', url: urls.fraud, method: 'POST' });
    expect(more).toEqual([]);
  });

  it.each(modes)('at a switchboard is one key, for long, in %s mode', (mode) => {
    const document = verbs('transfer', mode);
    expect(document.map(({ verb }) => verb)).toEqual(['Gather', 'Gather', 'Gather', 'Say', 'Hangup']);
    for (const gather of document.filter((verb): verb is GatherVerb => verb.verb === 'Gather'))
      expect(gather).toMatchObject({ ...anyKey, timeoutSeconds: 10, action: urls.connected });
  });

  const ending = prompts.filter((each) => !asksForKey(each) && !['transfer', 'fraud_question'].includes(each));
  it.each(ending)('%s listens for nothing and ends the call', (prompt) => {
    for (const mode of modes)
      expect(verbs(prompt, mode).map(({ verb }) => verb)).toEqual(
        prompt === 'hang_up' ? ['Hangup'] : ['Say', 'Hangup'],
      );
  });
});
