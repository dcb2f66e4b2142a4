import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greeting, greetingList } from '#http/api/greeting-schemas.ts';
import { createOwnPhrases } from '#services/own-phrases.ts';
import { makeMp3, makeWav } from '../support/audio.ts';
import { createManualClock } from '../support/clock.ts';
import { createMemoryLog } from '../support/log.ts';
import { type Greetings, startGreetings } from './greetings-stage.ts';
import { expectProblem } from './problem.ts';

const asOther = { headers: { authorization: 'other' } };

describe('own greetings', () => {
  let test: Greetings;
  beforeAll(async () => {
    test = await startGreetings();
  });
  afterAll(() => test.close());
  const read = async (response: Response) => greeting.strict().parse(await response.json());

  it('are texts that are given back as they were sent, each in the place of the one before', async () => {
    await test.putText('en-US/greeting', 'Hello.');
    const saved = await read(await test.putText('en-US/greeting', '  Hello from {brand} & "friends" <3. '));
    expect(saved).toMatchObject({ locale: 'en-US', phrase: 'greeting', recording: null });
    expect(saved.text).toBe('Hello from {brand} & "friends" <3.');
    expect(await read(await test.ask('GET', '/v1/greetings/en-US/greeting'))).toEqual(saved);
  });

  it.each([
    ['wav', 'audio/wav', makeWav({ seconds: 1.5 })],
    ['wav', 'audio/x-wav', makeWav({ seconds: 1.5, codec: 'mulaw' })],
    ['mp3', 'audio/mpeg', makeMp3({ seconds: 1.2 })],
    ['mp3', 'audio/mp3', makeMp3({ seconds: 1.2 })],
    ['mp3', 'audio/wav', makeMp3({ seconds: 1.2 })],
  ])('are recordings: %s sent as %s is played as what it is', async (type, sentAs, audio) => {
    const { recording, text } = await read(await test.putAudio('de-DE/verified', audio, sentAs));
    expect(text).toBeNull();
    expect(recording).toMatchObject({ type, bytes: audio.length });
    const played = await fetch(String(recording?.url));
    expect(Buffer.from(await played.arrayBuffer()).equals(audio)).toBe(true);
    expect(Object.fromEntries(played.headers)).toMatchObject({
      'content-type': type === 'wav' ? 'audio/wav' : 'audio/mpeg',
      'content-length': String(audio.length),
      'cache-control': 'private, max-age=86400, immutable',
      'x-content-type-options': 'nosniff',
    });
    const again = await fetch(played.url, { headers: { 'if-none-match': String(played.headers.get('etag')) } });
    expect(again.status).toBe(304);
  });

  it('have addresses that change with the recording and that nobody can guess', async () => {
    const addresses: string[] = [];
    for (const seconds of [1, 1]) {
      const { recording } = await read(await test.putAudio('en-US/verified', makeWav({ seconds })));
      addresses.push(String(recording?.url));
    }
    const [first = '', second = ''] = addresses;
    expect(second).toMatch(/\/recordings\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.wav$/);
    expect(first).not.toBe(second);
    for (const gone of [first, second.replace('.wav', '.mp3'), `${second}x`, `${test.url}/recordings/latest.wav`]) {
      await expectProblem(await fetch(gone), 'not_found');
    }
    expect((await fetch(second)).status).toBe(200);
  });

  it('can be listened to in parts', async () => {
    const audio = makeWav({ seconds: 1 });
    const { recording } = await read(await test.putAudio('en-US/verified', audio));
    const part = (range: string) => fetch(String(recording?.url), { headers: { range } });
    const some = await part('bytes=4-11');
    expect([some.status, some.headers.get('content-range')]).toEqual([206, `bytes 4-11/${audio.length}`]);
    expect(Buffer.from(await some.arrayBuffer()).equals(audio.subarray(4, 12))).toBe(true);
    expect((await part('bytes=999999-')).status).toBe(416);
    expect((await part('bytes=0-1,4-5')).status).toBe(200);
  });

  it('are listed, and each application has only its own', async () => {
    await test.putText('en-US/greeting', 'Hello.');
    const own = greetingList.parse(await (await test.ask('GET', '/v1/greetings')).json());
    expect(own.data.map(({ phrase }) => phrase)).toContain('greeting');
    expect(await (await test.ask('GET', '/v1/greetings', asOther)).json()).toEqual({ data: [] });
    await expectProblem(await test.ask('GET', '/v1/greetings/en-US/greeting', asOther), 'not_found');
    await expectProblem(await test.ask('DELETE', '/v1/greetings/en-US/greeting', asOther), 'not_found');
    expect((await test.ask('GET', '/v1/greetings/en-US/greeting')).status).toBe(200);
  });

  it('make room for the standard words when they are deleted', async () => {
    await test.putText('de-DE/greeting', 'Hallo.');
    expect((await test.ask('DELETE', '/v1/greetings/de-DE/greeting')).status).toBe(204);
    await expectProblem(await test.ask('DELETE', '/v1/greetings/de-DE/greeting'), 'not_found');
    await expectProblem(await test.ask('GET', '/v1/greetings/de-DE/greeting'), 'not_found');
  });

  it('are refused for a locale or phrase that there is not, with what there is', async () => {
    const locale = await expectProblem(await test.putText('xx-XX/greeting', 'Hello.'), 'not_acceptable_value');
    expect(locale.detail).toContain('en-US, de-DE');
    const phrase = await expectProblem(await test.putText('en-US/farewell', 'Bye.'), 'not_acceptable_value');
    expect(phrase.detail).toContain('greeting, sayCode, verified');
    await expectProblem(await test.ask('GET', '/v1/greetings/en-US/farewell'), 'not_acceptable_value');
    await expectProblem(await test.ask('DELETE', '/v1/greetings/xx-XX/greeting'), 'not_acceptable_value');
    await expectProblem(await test.ask('POST', '/v1/greetings/xx-XX/preview'), 'not_acceptable_value');
  });

  it.each([
    ['no text', undefined, 'invalid_request'],
    ['an empty text', '  ', 'invalid_request'],
    ['a number', 5, 'invalid_request'],
    ['control characters', 'Hello\u0000.', 'invalid_request'],
    ['what the rules of phrases refuse', 'Hello. '.repeat(20), 'not_acceptable_value'],
  ] as const)('are refused as %s', async (_, text, code) => {
    const { errors } = await expectProblem(await test.putText('en-US/greeting', text), code);
    expect(errors?.[0]?.path).toBe('text');
  });

  it.each([
    ['is no audio', Buffer.from('<html>Hello</html>'), /wav .* or an mp3/, 'not_acceptable_value'],
    ['is empty', Buffer.alloc(0), /wav .* or an mp3/, 'not_acceptable_value'],
    ['takes too long', makeWav({ seconds: 21 }), /takes 21 seconds/, 'not_acceptable_value'],
    ['lies about its length', makeWav({ seconds: 21, toldSeconds: 1 }), /header/, 'not_acceptable_value'],
    ['is too large', makeWav({ seconds: 12, sampleRate: 96_000 }), /1 MiB/, 'body_too_large'],
  ] as const)('are refused as a recording that %s', async (_, audio, detail, code) => {
    const problem = await expectProblem(await test.putAudio('en-US/greeting', audio), code);
    expect(problem.detail).toMatch(detail);
  });

  it('are refused as a recording where the words hold a code', async () => {
    const response = await test.putAudio('en-US/sayCode', makeWav({ seconds: 1 }));
    expect((await expectProblem(response, 'not_acceptable_value')).detail).toMatch(/send it as text/);
  });

  it('are refused in other types, and compressed', async () => {
    const wav = makeWav({ seconds: 1 });
    await expectProblem(await test.putAudio('en-US/greeting', wav, 'audio/ogg'), 'unsupported_media_type');
    const packed = test.putAudio('en-US/greeting', wav, 'audio/wav', { 'content-encoding': 'gzip' });
    await expectProblem(await packed, 'unsupported_media_type');
  });
});

describe('the words of a call', () => {
  let test: Greetings;
  beforeAll(async () => {
    test = await startGreetings();
  });
  afterAll(() => test.close());

  it('are the own texts and the addresses of own recordings, of this application and locale', async () => {
    const { phrasesOf } = createOwnPhrases(test.greetings, test.clock, `${test.url}/`, test.log);
    await test.putText('en-US/greeting', 'Hello {brand}.');
    const saved = await (await test.putAudio('en-US/verified', makeMp3({ seconds: 1 }))).json();
    const audioUrl = greeting.parse(saved).recording?.url;
    expect(await phrasesOf(test.acme.id, 'en-US')).toEqual({
      greeting: { text: 'Hello {brand}.' },
      verified: { audioUrl },
    });
    expect(await phrasesOf(test.acme.id, 'de-DE')).toBeUndefined();
    expect(await phrasesOf(test.other.id, 'en-US')).toBeUndefined();
  });

  it('are asked for once by a burst, and again after five seconds', async () => {
    const clock = createManualClock();
    let asked = 0;
    const list: typeof test.greetings.list = (...which) => {
      asked += 1;
      return test.greetings.list(...which);
    };
    const { phrasesOf } = createOwnPhrases({ list }, clock, test.url, test.log);
    await Promise.all(Array.from({ length: 50 }, () => phrasesOf(test.other.id, 'en-US')));
    clock.advanceSeconds(4.9);
    await phrasesOf(test.other.id, 'en-US');
    expect(asked).toBe(1);
    clock.advanceSeconds(0.1);
    await phrasesOf(test.other.id, 'en-US');
    expect(asked).toBe(2);
  });

  it('are the standard ones while the store is away, and the own ones as soon as it is back', async () => {
    const log = createMemoryLog();
    let away = true;
    const list: typeof test.greetings.list = (...which) =>
      away ? Promise.reject(new Error('away')) : test.greetings.list(...which);
    const { phrasesOf } = createOwnPhrases({ list }, createManualClock(), test.url, log);
    await test.putText('en-US/greeting', 'Hello.');
    expect(await Promise.all([1, 2, 3].map(() => phrasesOf(test.acme.id, 'en-US')))).toEqual(Array(3).fill(undefined));
    expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
    away = false;
    expect(await phrasesOf(test.acme.id, 'en-US')).toHaveProperty('greeting');
  });
});
