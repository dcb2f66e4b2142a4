import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEventStream } from './event-stream.ts';
import { Harness, twiml } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const to = '+12025550120';
const streamUrl = (query = `handset=1&to=${encodeURIComponent(to)}`) =>
  `${harness.simulator.url}/control/events?${query}`;

describe('the stream of a handset', () => {
  it('begins with the calls and texts so far, of this number alone', async () => {
    const { sid } = await harness.textToTheEnd(to, { body: 'Hello.' });
    await harness.textToTheEnd('+12025550121');
    const call = await harness.callToTheEnd(to, { timeout: 1 });
    await harness.callToTheEnd('+12025550102');
    const stream = await openEventStream(streamUrl());
    await stream.next('handset');
    expect(stream.events[0]).toMatchObject({
      calls: [{ sid: call.sid, status: 'no-answer', from: call.from, to, said: [], keys: '', takenBy: null }],
      messages: [{ sid, body: 'Hello.', arrivedAt: expect.any(String) }],
    });
    for (const list of ['calls', 'messages']) expect(stream.events[0]?.[list]).toHaveLength(1);
  });

  it('tells until when it rings', async () => {
    const stream = await openEventStream(streamUrl());
    const before = Date.now();
    await harness.call(to, { timeout: 30 });
    const { ringsUntil, at } = await stream.next('ringing');
    expect(Date.parse(String(ringsUntil))).toBeGreaterThanOrEqual(before + 30_000);
    expect(Date.parse(String(ringsUntil))).toBeLessThanOrEqual(Date.parse(String(at)) + 30_000);
  });

  it('tells what sounds, in which language and voice, what is a recording, and how long it is silent', async () => {
    harness.pages['/voice'] = twiml(
      `<Say language="de-DE" voice="Polly.Vicki">Guten Tag.</Say><Say>Hello.</Say><Pause length="2"/><Play>${harness.appUrl}/a.mp3</Play>`,
    );
    const stream = await openEventStream(streamUrl());
    const { sid } = await harness.call(to);
    await stream.next('ringing');
    await harness.control(`/calls/${sid}/answer`, {});
    await stream.next('ended');
    expect(stream.events.filter(({ type }) => type === 'said').map(({ sound }) => sound)).toEqual([
      { text: 'Guten Tag.', language: 'de-DE', voice: 'Polly.Vicki' },
      { text: 'Hello.', language: 'en-US', voice: null },
      { url: `${harness.appUrl}/a.mp3` },
    ]);
    expect(await stream.next('pause')).toMatchObject({ detail: '2' });
  });

  it('needs one number', async () => {
    for (const query of ['handset=1', 'handset=1&to=12', 'to=%2B1&to=%2B2', 'to=']) {
      const response = await fetch(streamUrl(query));
      expect(response.status).toBe(400);
      expect(((await response.json()) as { error: string }).error).toContain('such as');
    }
  });
});

it('calls are listed by number', async () => {
  const { sid } = await harness.callToTheEnd('+12025550102');
  await harness.callToTheEnd('+12025550109');
  const { body } = await harness.control('/calls?to=%2B12025550102');
  expect((body.calls as { sid: string }[]).map((call) => call.sid)).toEqual([sid]);
});

describe('voicemail', () => {
  it('takes the call as a machine, which detection finds', async () => {
    const stream = await openEventStream(streamUrl());
    const { sid } = await harness.call(to, { machineDetection: 'Enable' });
    await stream.next('ringing');
    expect((await harness.control(`/calls/${sid}/voicemail`, {})).body).toMatchObject({ takenBy: 'machine' });
    expect(await stream.next('detected')).toMatchObject({ detail: 'machine_start' });
    await stream.next('listening');
    expect(harness.at('/voice')[0]?.AnsweredBy).toBe('machine_start');
  });

  it('takes only a call that rings', async () => {
    const { sid } = await harness.callToTheEnd('+12025550102');
    expect((await harness.control(`/calls/${sid}/voicemail`, {})).status).toBe(409);
  });
});
