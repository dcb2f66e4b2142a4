import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Harness } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const to = '+12025550102';
const calls = () => harness.simulator.ledger.calls();

describe('a fault of the REST API', () => {
  it('throttle answers 429 as often as it says, and places nothing', async () => {
    await harness.control('/faults', { rest: 'throttle', times: 2 });
    for (let i = 0; i < 2; i += 1) await expect(harness.call(to)).rejects.toMatchObject({ status: 429, code: 20429 });
    expect(calls()).toEqual([]);
    await harness.callToTheEnd(to);
  });

  it('throttle can name a time to wait', async () => {
    harness.simulator.faults.add({ rest: 'throttle', retryAfterSeconds: 3 });
    await expect(harness.call(to)).rejects.toMatchObject({ status: 429 });
    expect(harness.client.httpClient.lastResponse?.headers['retry-after']).toBe('3');
  });

  it('fail_before answers 500, and places nothing', async () => {
    harness.simulator.faults.add({ rest: 'fail_before' });
    await expect(harness.call(to)).rejects.toMatchObject({ status: 500 });
    expect(calls()).toEqual([]);
  });

  it('fail_after answers 500, and the call goes out all the same', async () => {
    harness.simulator.faults.add({ rest: 'fail_after' });
    await expect(harness.call(to)).rejects.toMatchObject({ status: 500 });
    const call = await harness.simulator.ledger.waitFor(({ settled }) => settled);
    expect(call.to).toBe(to);
    expect(harness.statuses()).toEqual(['initiated', 'busy']);
  });

  it('hang_after never answers, and the call goes out all the same', async () => {
    harness.simulator.faults.add({ rest: 'hang_after' });
    const outcome = harness.call(to).then(
      () => 'answered',
      () => 'broken off',
    );
    await harness.simulator.ledger.waitFor(({ settled }) => settled);
    expect(harness.statuses()).toEqual(['initiated', 'busy']);
    await harness.simulator.close();
    expect(await outcome).toBe('broken off');
  });

  it('slow places the call at once, and answers later', async () => {
    harness.simulator.faults.add({ rest: 'slow', delayMs: 3_600_000 });
    const outcome = harness.call(to).then(
      () => 'answered',
      () => 'broken off',
    );
    await harness.simulator.ledger.waitFor(({ settled }) => settled);
    await harness.simulator.close();
    expect(await outcome).toBe('broken off');
  });

  it('slow answers nothing but what a quick answer would have been', async () => {
    harness.simulator.faults.add({ rest: 'slow', delayMs: 1 });
    harness.simulator.faults.add({ rest: 'slow', delayMs: 1, operation: 'fetch' });
    const { sid, status } = await harness.call(to);
    expect(status).toBe('queued');
    await harness.simulator.ledger.ended(sid);
    await expect(harness.client.calls(sid).fetch()).resolves.toMatchObject({ sid, status: 'busy' });
  });

  it('can be for one number only', async () => {
    harness.simulator.faults.add({ rest: 'fail_before', to: '+12025550109' });
    await harness.callToTheEnd(to);
    await expect(harness.call('+12025550109')).rejects.toMatchObject({ status: 500 });
  });

  it('can be for another request than the creation of a call', async () => {
    harness.simulator.faults.add({ rest: 'fail_before', operation: 'list' });
    const { sid } = await harness.callToTheEnd(to);
    await expect(harness.client.calls.list()).rejects.toMatchObject({ status: 500 });
    await expect(harness.client.calls(sid).fetch()).resolves.toMatchObject({ sid });
  });
});

describe('a fault of the callbacks', () => {
  it('drop loses them, and the ledger says so', async () => {
    await harness.control('/faults', { callbacks: 'drop', times: 1, event: 'completed' });
    const call = await harness.callToTheEnd(to);
    expect(harness.statuses()).toEqual(['initiated']);
    expect(call.callbacks.map(({ error, tries, faults }) => ({ error, tries, faults }))).toEqual([
      { error: null, tries: 1, faults: [] },
      { error: 'dropped by a fault', tries: 0, faults: ['drop'] },
    ]);
  });

  it('duplicate sends them twice, the same to the letter', async () => {
    harness.simulator.faults.add({ callbacks: 'duplicate', times: 2, to });
    await harness.callToTheEnd(to);
    expect(harness.statuses()).toEqual(['initiated', 'initiated', 'busy', 'busy']);
    const [first, second] = harness.at('/status');
    expect(second).toEqual(first);
  });

  it('can strike for ever', async () => {
    harness.simulator.faults.add({ callbacks: 'drop', times: 'always', to });
    for (let i = 0; i < 3; i += 1) await harness.callToTheEnd(to);
    expect(harness.statuses()).toEqual([]);
    expect(harness.simulator.faults.pending()).toEqual([{ callbacks: 'drop', times: 'always', to }]);
  });

  it('can be called off', async () => {
    await harness.control('/faults', { callbacks: 'drop', times: 100 });
    await fetch(`${harness.simulator.url}/control/faults`, { method: 'DELETE' });
    expect((await harness.control('/faults')).body).toEqual({ faults: [] });
    await harness.callToTheEnd(to);
    expect(harness.statuses()).toEqual(['initiated', 'busy']);
  });
});
