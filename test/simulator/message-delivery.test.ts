import { createParser } from 'eventsource-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountSid, from, Harness } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const to = '+12025550100';
const undelivered = '+12025550130';
const slow = '+12025550107';
const body = 'Your code is 123456.';

describe('the callbacks of a message', () => {
  it('are sent and delivered, correctly signed, with what Twilio’s carry', async () => {
    const { sid } = await harness.textToTheEnd(to);
    const common = { AccountSid: accountSid, ApiVersion: '2010-04-01', From: from, To: to };
    expect(harness.at('/texts')).toEqual(
      ['sent', 'delivered'].map((status) => ({
        ...common,
        ...{ MessageSid: sid, SmsSid: sid, MessageStatus: status, SmsStatus: status },
      })),
    );
    expect(harness.received.every(({ method, signedCorrectly }) => method === 'POST' && signedCorrectly)).toBe(true);
  });

  it('name the error of one that is not delivered, in the last of them only', async () => {
    await harness.textToTheEnd(undelivered);
    expect(harness.at('/texts').map(({ MessageStatus, ErrorCode }) => [MessageStatus, ErrorCode])).toEqual([
      ['sent', undefined],
      ['undelivered', '30003'],
    ]);
  });

  it('are not sent where none were asked for', async () => {
    const message = await harness.textToTheEnd(to, { statusCallback: undefined });
    expect(message).toMatchObject({ status: 'delivered', callbacks: [], settled: true });
  });

  it('are tried again as the fragment of their URL says', async () => {
    harness.pages['/texts'] = (_req, res) => void res.status(503).end();
    const statusCallback = `${harness.appUrl}/texts#rc=2&rp=5xx`;
    const message = await harness.textToTheEnd(to, { statusCallback });
    expect(message.callbacks.map(({ tries, status }) => ({ tries, status }))).toEqual(
      Array(2).fill({ tries: 3, status: 503 }),
    );
    expect(harness.textStatuses()).toEqual(['sent', 'sent', 'sent', 'delivered', 'delivered', 'delivered']);
    expect(harness.received.every(({ signedCorrectly }) => signedCorrectly)).toBe(true);
  });

  it('are tried again once after a connection failure, and the message arrives all the same', async () => {
    harness.pages['/texts'] = (req) => void req.socket.destroy();
    const message = await harness.textToTheEnd(to);
    expect(message.callbacks.map(({ tries, error }) => ({ tries, error }))).toEqual(
      Array(2).fill({ tries: 2, error: 'ECONNRESET' }),
    );
    expect(message.arrivedAt).not.toBeNull();
  });
});

describe('the validity period of a message', () => {
  it('fails it with 30036 when it waits for longer, and it is never sent', async () => {
    const message = await harness.textToTheEnd(slow, { validityPeriod: 19 });
    expect(harness.at('/texts')).toEqual([expect.objectContaining({ MessageStatus: 'failed', ErrorCode: '30036' })]);
    expect(message).toMatchObject({ status: 'failed', errorCode: 30036, sentAt: null, arrivedAt: null });
  });

  it('lets it go until then', async () => {
    const message = await harness.textToTheEnd(slow, { validityPeriod: 20 });
    expect(message).toMatchObject({ status: 'delivered', validitySeconds: 20 });
  });
});

describe('the ledger of messages', () => {
  it('knows a message in each of its states', async () => {
    const seen: string[] = [];
    harness.simulator.ledger.onMessage(({ status }, { type }) => {
      if (type !== 'webhook') seen.push(`${type}: ${status}`);
    });
    const waiting = harness.simulator.ledger.waitForMessage((message) => message.to === to && message.sentAt !== null);
    await harness.textToTheEnd(to);
    expect((await waiting).body).toBe(body);
    expect(seen).toEqual([
      'queued: queued',
      'sending: sending',
      'sent: sent',
      'arrived: delivered',
      'ended: delivered',
      'settled: delivered',
    ]);
  });

  it('keeps messages and calls apart', async () => {
    const message = await harness.textToTheEnd(to);
    const call = await harness.callToTheEnd('+12025550102');
    expect(harness.simulator.ledger.messages()).toEqual([message]);
    expect(harness.simulator.ledger.messages({ to: '+12025550102' })).toEqual([]);
    expect(harness.simulator.ledger.calls()).toEqual([call]);
  });

  it('refuses to wait for a message that it does not know', async () => {
    await expect(harness.simulator.ledger.messageSettled('SM1')).rejects.toThrow('There is no message SM1.');
  });

  it('fails those who wait when the simulator closes', async () => {
    const live = await Harness.start({ timeScale: 1 });
    const { sid } = await live.text(slow);
    const waiting = live.simulator.ledger.messageSettled(sid).catch((error: Error) => error.message);
    await live.close();
    expect(await waiting).toBe('The simulator was closed.');
  });
});

describe('the control API', () => {
  it('lists messages, all or those to one number, and shows each', async () => {
    const { sid } = await harness.textToTheEnd(to);
    await harness.textToTheEnd(undelivered);
    const { body: one } = await harness.control(`/messages/${sid}`);
    expect(one).toMatchObject({ sid, to, body, status: 'delivered', persona: 'presses-pound', settled: true });
    expect((await harness.control('/messages')).body.messages).toHaveLength(2);
    for (const query of ['to=%2B12025550100', 'to=+12025550100'])
      expect((await harness.control(`/messages?${query}`)).body.messages).toEqual([one]);
    expect((await harness.control('/messages?to=%2B12025550199')).body.messages).toEqual([]);
    expect(await harness.control('/messages/SM1')).toEqual({
      status: 404,
      body: { error: 'There is no message SM1.' },
    });
  });

  it('tells of a text once, when it arrives at a telephone', async () => {
    const response = await fetch(`${harness.simulator.url}/control/events`);
    await harness.textToTheEnd(undelivered);
    const { sid } = await harness.textToTheEnd(to);
    await harness.callToTheEnd('+12025550102');
    const events: { event: string | undefined; data: Record<string, unknown> }[] = [];
    const parser = createParser({ onEvent: ({ event, data }) => events.push({ event, data: JSON.parse(data) }) });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (events.some(({ event }) => event === 'settled')) break;
    }
    expect(events[0]).toEqual({
      event: 'message',
      data: {
        type: 'message',
        sid,
        at: expect.any(String),
        detail: body,
        from,
        to,
        status: 'delivered',
        persona: 'presses-pound',
      },
    });
    expect(events.filter(({ event }) => event === 'message')).toHaveLength(1);
  });
});

it('the log tells what becomes of a message, and neither its text nor its number', async () => {
  const lines: string[] = [];
  const logging = await Harness.start({ log: (line) => lines.push(line) });
  const { sid } = await logging.textToTheEnd(undelivered);
  await logging.textToTheEnd(to);
  await logging.close();
  expect(lines).toContain(`${sid} text-undelivered: ended undelivered`);
  expect(lines.join('\n')).not.toMatch(/123456|202555/);
});
