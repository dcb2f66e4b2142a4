import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRequest } from '#simulator/faults.ts';
import { Harness } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const to = '+12025550102';
const fault = (request: FaultRequest) => harness.simulator.faults.add(request);
const messages = () => harness.simulator.ledger.messages();
const settled = () => harness.simulator.ledger.waitForMessage((message) => message.settled);

describe('a fault of the REST API hits messages too', () => {
  it('throttle answers 429, and sends nothing', async () => {
    fault({ rest: 'throttle' });
    await expect(harness.text(to)).rejects.toMatchObject({ status: 429, code: 20429 });
    expect(messages()).toEqual([]);
    await harness.textToTheEnd(to);
  });

  it('fail_before answers 500, and sends nothing', async () => {
    fault({ rest: 'fail_before', to });
    await expect(harness.text(to)).rejects.toMatchObject({ status: 500 });
    expect(messages()).toEqual([]);
  });

  it('fail_after answers 500, and the message goes out all the same', async () => {
    fault({ rest: 'fail_after' });
    await expect(harness.text(to)).rejects.toMatchObject({ status: 500 });
    expect((await settled()).status).toBe('delivered');
  });

  it.each<FaultRequest>([{ rest: 'hang_after' }, { rest: 'slow', delayMs: 3_600_000 }])(
    '%j sends the message at once, and leaves the client waiting',
    async (request) => {
      fault(request);
      const outcome = harness.text(to).then(
        () => 'answered',
        () => 'broken off',
      );
      expect((await settled()).status).toBe('delivered');
      await harness.simulator.close();
      expect(await outcome).toBe('broken off');
    },
  );

  it('can be for another request than the creation', async () => {
    fault({ rest: 'fail_before', operation: 'list', resource: 'message' });
    fault({ rest: 'fail_before', operation: 'fetch', resource: 'message' });
    const { sid } = await harness.textToTheEnd(to);
    await expect(harness.client.messages.list()).rejects.toMatchObject({ status: 500 });
    await expect(harness.client.messages(sid).fetch()).rejects.toMatchObject({ status: 500 });
    await expect(harness.client.messages(sid).fetch()).resolves.toMatchObject({ sid });
  });
});

describe('a fault for one resource', () => {
  it('leaves calls alone if it is for messages', async () => {
    await harness.control('/faults', { rest: 'fail_before', resource: 'message', to });
    await harness.control('/faults', { callbacks: 'drop', resource: 'message', times: 'always' });
    await harness.control('/faults', { webhooks: 'forge', resource: 'message', times: 'always' });
    await harness.callToTheEnd(to);
    expect(harness.statuses()).toEqual(['initiated', 'busy']);
    expect(harness.received.every(({ signedCorrectly }) => signedCorrectly)).toBe(true);
    await expect(harness.text(to)).rejects.toMatchObject({ status: 500 });
    await harness.textToTheEnd(to);
    expect(harness.textStatuses()).toEqual([]);
  });

  it('leaves messages alone if it is for calls', async () => {
    fault({ rest: 'fail_before', resource: 'call' });
    fault({ callbacks: 'drop', resource: 'call', times: 'always' });
    fault({ webhooks: 'forge', resource: 'call', times: 'always' });
    await harness.textToTheEnd(to);
    expect(harness.textStatuses()).toEqual(['sent', 'delivered']);
    expect(harness.received.every(({ signedCorrectly }) => signedCorrectly)).toBe(true);
    await expect(harness.call(to)).rejects.toMatchObject({ status: 500 });
  });

  it('hits whichever comes first if it is for either', async () => {
    fault({ rest: 'fail_before', times: 2 });
    await expect(harness.text(to)).rejects.toMatchObject({ status: 500 });
    await expect(harness.call(to)).rejects.toMatchObject({ status: 500 });
    await harness.textToTheEnd(to);
  });
});

describe('a fault of the callbacks of a message', () => {
  it('drop loses them, and the ledger says so', async () => {
    fault({ callbacks: 'drop', event: 'delivered' });
    const message = await harness.textToTheEnd(to);
    expect(harness.textStatuses()).toEqual(['sent']);
    expect(message.callbacks.map(({ error, tries, faults }) => ({ error, tries, faults }))).toEqual([
      { error: null, tries: 1, faults: [] },
      { error: 'dropped by a fault', tries: 0, faults: ['drop'] },
    ]);
  });

  it('event delivered stands for every ending', async () => {
    fault({ callbacks: 'drop', event: 'delivered', times: 'always' });
    await harness.textToTheEnd('+12025550130');
    await harness.textToTheEnd('+12025550107', { validityPeriod: 1 });
    expect(harness.textStatuses()).toEqual(['sent']);
  });

  it('duplicate sends them twice, the same to the letter', async () => {
    fault({ callbacks: 'duplicate', times: 2, to });
    await harness.textToTheEnd(to);
    expect(harness.textStatuses()).toEqual(['sent', 'sent', 'delivered', 'delivered']);
    expect(harness.received[1]?.params).toEqual(harness.received[0]?.params);
  });

  it('delay brings them late, and the message is not settled before', async () => {
    fault({ callbacks: 'delay', event: 'sent', delayMs: 3_600_000 });
    await harness.textToTheEnd(to);
    expect(harness.textStatuses()).toEqual(['delivered', 'sent']);
  });

  it.each(['next', 'end'] as const)('reorder until %s brings sent after delivered', async (until) => {
    fault({ callbacks: 'reorder', event: 'sent', until });
    await harness.textToTheEnd(to);
    expect(harness.textStatuses()).toEqual(['delivered', 'sent']);
  });

  it('reorder brings it all the same when no other follows', async () => {
    fault({ callbacks: 'reorder', event: 'sent' });
    await harness.textToTheEnd('+12025550133');
    expect(harness.textStatuses()).toEqual(['sent']);
  });
});

describe('a fault of the webhooks of a message', () => {
  it('forge signs one wrongly', async () => {
    fault({ webhooks: 'forge', kind: 'message' });
    const message = await harness.textToTheEnd(to);
    expect(harness.received.map(({ signedCorrectly }) => signedCorrectly)).toEqual([false, true]);
    expect(message.callbacks.map(({ kind, faults }) => [kind, ...faults])).toEqual([['message', 'forge'], ['message']]);
  });

  it('lose_answer makes it come a second time, the same to the letter', async () => {
    fault({ webhooks: 'lose_answer', kind: 'message' });
    await harness.textToTheEnd(to);
    expect(harness.textStatuses()).toEqual(['sent', 'sent', 'delivered']);
    expect(harness.received[1]).toEqual(harness.received[0]);
  });
});
