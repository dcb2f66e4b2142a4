import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicy } from '#domain/policy.ts';
import { createApplication } from '#services/applications.ts';
import { createApiClient } from '../support/api-client.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { carrierLine, currentAttemptOf, newCallSid, readTwiml, sendWebhook, spoken } from './carrier-line.ts';

const hangUp = { verbs: [{ verb: 'Hangup' }], notes: [] };

describe('what the carrier is answered', () => {
  const clock = createManualClock();
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false, overrides: { clock } });
  });
  afterAll(() => test.close());

  /** A verification with the carrier's end of its first call. */
  const begin = async (body: Record<string, unknown> = {}) => {
    const { id } = await test.api.create({ to: '+12025550100', ...body });
    const attemptId = await currentAttemptOf(test, id);
    const line = carrierLine(test, attemptId);
    return { id, attemptId, line, gatherUrl: `${test.url}/carrier/gather/${attemptId}?prompt=` };
  };
  const read = (id: string) => test.api.get(id);

  it('greets in the words of the contract, and listens for one key at an address of this attempt', async () => {
    const { line, gatherUrl } = await begin();
    const document = await line.voice();
    expect(spoken(document)).toBe(
      'Thank you for using the Acme verification system. Press the pound key to finish verifying your account.',
    );
    const [gather, redirect] = document.verbs;
    expect(gather).toMatchObject({ verb: 'Gather', hearsKeys: true, finishOnKey: '', numDigits: 1, method: 'POST' });
    expect(gather).toMatchObject({ timeoutSeconds: defaultPolicy.keyTimeoutSeconds });
    expect(gather?.verb === 'Gather' && gather.action?.split('#')[0]).toBe(`${gatherUrl}1`);
    expect(redirect?.verb === 'Redirect' && redirect.url.split('#')[0]).toBe(`${gatherUrl}1`);
  });

  it('verifies with #, says so in the words of the contract, and ends the call', async () => {
    const { id, line } = await begin();
    await line.voice();
    const document = await line.gather(1, '#');
    expect(spoken(document)).toBe('Your account has been verified. Goodbye.');
    expect(document.verbs.map(({ verb }) => verb)).toEqual(['Say', 'Hangup']);
    expect(await read(id)).toMatchObject({ status: 'verified', reason: null });
  });

  it.each([
    ['no Digits', undefined],
    ['empty Digits', ''],
    ['1', '1'],
    ['##', '##'],
    ['#1', '#1'],
    ['*', '*'],
    ['a # and a space', '# '],
    ['a full-width #', '\uff03'],
    ['the word hangup', 'hangup'],
    ['# twice', ['#', '#']],
  ])('does not verify with %s, however often', async (_what, digits) => {
    const { id, line } = await begin();
    await line.voice();
    for (let prompt = 1; prompt <= defaultPolicy.maxPrompts; prompt++) await line.gather(prompt, digits);
    expect((await read(id)).status).not.toBe('verified');
  });

  it('does not verify by the word of an undocumented parameter', async () => {
    const { id, line } = await begin();
    await line.voice();
    await line.gather(1, undefined, { FinishedOnKey: '#', Key: '#', digits: '#' });
    expect((await read(id)).status).toBe('pending');
  });

  it('asks again after silence and after a wrong key, and says goodbye after the last time', async () => {
    const { id, line } = await begin();
    await line.voice();
    expect(spoken(await line.gather(1))).toMatch(/did not hear.*Press the pound key/);
    expect(spoken(await line.gather(2, '5'))).toMatch(/not the pound key.*Press the pound key/);
    const last = await line.gather(3, '5');
    expect(last.verbs.map(({ verb }) => verb)).toEqual(['Say', 'Hangup']);
    expect(await read(id)).toMatchObject({ status: 'retry', reason: 'wrong_key' });
  });

  it('answers a duplicate with the same TwiML, and writes down one event', async () => {
    const { id, line } = await begin();
    const voice = await line.voice();
    expect(await line.voice()).toEqual(voice);
    const wrong = await line.gather(1, '5');
    expect(await line.gather(1, '5')).toEqual(wrong);
    const right = await line.gather(2, '#');
    expect(await line.gather(2, '#')).toEqual(right);
    await line.status('in-progress', 2);
    await line.status('in-progress', 2);
    const types = (await test.api.timeline(id)).filter(({ source }) => source === 'carrier').map(({ type }) => type);
    expect(types).toEqual(['answered', 'key_pressed', 'key_pressed', 'call_progress']);
  });

  it('answers duplicates that come at the same time alike, and writes down one event', async () => {
    const { id, line } = await begin();
    const first = await Promise.all(Array.from({ length: 6 }, () => line.voice()));
    for (const document of first) expect(document).toEqual(first[0]);
    const second = await Promise.all(Array.from({ length: 6 }, () => line.gather(1, '#')));
    for (const document of second) expect(document).toEqual(second[0]);
    expect((await test.api.timeline(id)).map(({ type }) => type)).toEqual(['created', 'answered', 'key_pressed']);
  });

  it('answers a duplicate with the same TwiML also when the call has gone on meanwhile', async () => {
    const { line } = await begin();
    const voice = await line.voice();
    const again = await line.gather(1, '5');
    await line.gather(2, '5');
    expect(await line.voice()).toEqual(voice);
    expect(await line.gather(1, '5')).toEqual(again);
  });

  it('takes no older status for news', async () => {
    const { id, line } = await begin();
    await line.status('in-progress', 2);
    const before = await read(id);
    await line.status('ringing', 1);
    await line.status('initiated', 0);
    expect(await read(id)).toEqual(before);
    await line.status('completed', 3);
    const ended = await read(id);
    expect(ended).toMatchObject({ status: 'retry', reason: 'hung_up', attempt: { status: 'completed' } });
    await line.status('in-progress', 4);
    await line.status('busy', 5);
    expect(await read(id)).toEqual(ended);
  });

  it('ignores what another call says about the attempt, and hangs up on it', async () => {
    const { id, attemptId, line } = await begin();
    await line.voice();
    const before = await read(id);
    const foreign = carrierLine(test, attemptId);
    expect(await foreign.voice()).toEqual(hangUp);
    expect(await foreign.gather(1, '#')).toEqual(hangUp);
    await foreign.status('completed', 3);
    expect(await read(id)).toEqual(before);
    expect(spoken(await line.gather(1, '#'))).toContain('has been verified');
  });

  it('ignores an earlier attempt after a retry, and hangs up on its call', async () => {
    const { id, line } = await begin();
    await line.voice();
    await line.status('completed', 3);
    await test.api.post(`/v1/verifications/${id}/retry`);
    const before = await read(id);
    expect(await line.gather(1, '#')).toEqual(hangUp);
    await line.status('busy', 4);
    expect(await read(id)).toEqual(before);
    const second = carrierLine(test, await currentAttemptOf(test, id));
    expect(spoken(await second.voice())).toContain('Press the pound key');
    expect(spoken(await second.gather(1, '#'))).toContain('has been verified');
  });

  it('hangs up on an earlier attempt also when it only repeats itself', async () => {
    const { id, line } = await begin();
    await line.voice();
    await line.gather(1, '5');
    await line.status('completed', 3);
    await test.api.post(`/v1/verifications/${id}/retry`);
    expect(await line.voice()).toEqual(hangUp);
    expect(await line.gather(1, '5')).toEqual(hangUp);
  });

  it('hangs up, with 200, on calls of attempts that it does not know', async () => {
    for (const attemptId of ['018f0000-0000-7000-8000-000000000000', 'nonsense', '%27%20OR%201=1']) {
      const stranger = carrierLine(test, attemptId);
      expect(await stranger.voice()).toEqual(hangUp);
      expect(await stranger.gather(1, '#')).toEqual(hangUp);
      await stranger.status('completed', 0);
    }
  });

  it('hangs up, with 200, on a signed request without a call', async () => {
    const { id, attemptId } = await begin();
    for (const kind of ['voice', 'fallback', 'gather']) {
      const params = { AccountSid: test.simulator.accountSid, Digits: '#' };
      expect(await readTwiml(await sendWebhook(test, `/carrier/${kind}/${attemptId}`, params))).toEqual(hangUp);
    }
    expect((await read(id)).version).toBe(1);
  });

  it('verifies with a # that comes after the end of its call: the carrier promises no order', async () => {
    const { id, line } = await begin();
    await line.voice();
    await line.status('completed', 3);
    expect(await read(id)).toMatchObject({ status: 'retry', reason: 'hung_up' });
    await line.gather(1, '#');
    expect(await read(id)).toMatchObject({ status: 'verified', reason: null });
  });

  it('does not verify with a # that comes too late, and says so', async () => {
    const { id, line } = await begin();
    await line.voice();
    clock.advanceSeconds(defaultPolicy.lifeSeconds);
    expect(spoken(await line.gather(1, '#'))).toContain('no longer valid');
    expect(await read(id)).toMatchObject({ status: 'expired', reason: 'expired' });
  });

  it('hangs up on machines, and counts no key of theirs', async () => {
    const { id, line } = await begin();
    expect(await line.voice({ AnsweredBy: 'machine_start' })).toEqual(hangUp);
    await line.gather(1, '#');
    expect(await read(id)).toMatchObject({ status: 'retry', reason: 'voicemail' });
  });

  it('counts no key of a machine that is known as one only by the answer to the prompt', async () => {
    const { id, line } = await begin();
    await line.voice();
    await line.gather(1, '#', { AnsweredBy: 'machine_start' });
    expect((await read(id)).status).not.toBe('verified');
  });

  it.each(['verified', 'canceled', 'failed', 'expired'])('leaves %s as it is, whatever else comes', async (status) => {
    const { id, line } = await begin();
    await line.voice();
    if (status === 'verified') await line.gather(1, '#');
    if (status === 'canceled') await test.api.post(`/v1/verifications/${id}/cancel`);
    let last = line;
    for (let attempt = 2; status === 'failed' && attempt <= defaultPolicy.maxAttempts; attempt++) {
      await last.status('busy', 3);
      await test.api.post(`/v1/verifications/${id}/retry`);
      last = carrierLine(test, await currentAttemptOf(test, id));
    }
    if (status === 'expired') clock.advanceSeconds(defaultPolicy.lifeSeconds);
    await last.status('completed', 3);
    const { reason } = await read(id);
    for (const callStatus of ['in-progress', 'failed', 'no-answer', 'canceled']) await last.status(callStatus, 9);
    await last.voice({ AnsweredBy: 'machine_start' });
    for (const digits of ['#', '5', undefined]) for (const prompt of [1, 2, 3]) await last.gather(prompt, digits);
    expect(await read(id)).toMatchObject({ status, reason });
  });

  it('escapes what is spoken: a brand and a context with markup stay text', async () => {
    const names = { name: 'markup', brand: 'A & <B> "C"' };
    const { key } = await createApplication(test.service.deps.applications, names);
    const api = createApiClient(test.url, key);
    const { id } = await api.create({ to: '+12025550100', context: '</Say><Hangup/> & {brand}' });
    const attemptId = (await api.timeline(id))[0]?.attemptId ?? '';
    const document = await carrierLine(test, attemptId).voice();
    expect(spoken(document)).toContain('using the A & <B> "C" verification system');
    expect(spoken(document)).toContain('</Say><Hangup/> & {brand}');
    expect(document.verbs.map(({ verb }) => verb)).toEqual(['Gather', 'Redirect']);
  });

  it('speaks the language that was asked for', async () => {
    const { line } = await begin({ locale: 'de-DE' });
    expect(spoken(await line.voice())).not.toContain('Thank you');
  });

  it('reads forms as the carrier writes them: in any order, with unknown and repeated parameters', async () => {
    const { attemptId } = await begin();
    const params = { Zeta: ['b', 'a', 'b'], Empty: '', CallToken: '%7B%22a%22%3A1%7D', 'Ünï cödé +&=': '+ %20' };
    const response = await sendWebhook(test, `/carrier/voice/${attemptId}`, { ...params, CallSid: newCallSid() });
    expect(spoken(await readTwiml(response))).toContain('Press the pound key');
  });

  it('greets also at the fallback address', async () => {
    const { attemptId } = await begin();
    const response = await sendWebhook(test, `/carrier/fallback/${attemptId}`, { CallSid: newCallSid() });
    expect(spoken(await readTwiml(response))).toContain('Press the pound key');
  });
});
