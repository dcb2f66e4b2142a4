import { afterEach, describe, expect, it } from 'vitest';
import { DialingQueue } from '#simulator/dialing-queue.ts';
import { Timeline } from '#simulator/timeline.ts';
import { Harness } from './harness.ts';

describe('the queue', () => {
  const open = (callsPerSecond: number | null) => {
    const time = new Timeline(0);
    const queue = new DialingQueue(time, callsPerSecond);
    const departed: [name: string, atMs: number, waitedMs: number][] = [];
    const join = (name: string) => queue.join((waitedMs) => departed.push([name, time.now(), waitedMs]));
    return { time, queue, departed, join };
  };

  it('lets the first go at once and the rest in order, each after its second, and foretells their wait', async () => {
    const { time, departed, join } = open(1);
    expect(['a', 'b', 'c'].map((name) => join(name).expectedMs)).toEqual([0, 1000, 2000]);
    await time.sleep(2500);
    expect(join('d').expectedMs).toBe(500);
    await time.sleep(1000);
    expect(departed).toEqual([
      ['a', 0, 0],
      ['b', 1000, 1000],
      ['c', 2000, 2000],
      ['d', 3000, 500],
    ]);
  });

  it('gives the place of one who leaves to the next', async () => {
    const { time, departed, join } = open(2);
    const [, second] = ['a', 'b', 'c'].map(join);
    second?.leave();
    await time.sleep(5000);
    expect(departed).toEqual([
      ['a', 0, 0],
      ['c', 500, 500],
    ]);
  });

  it('saves nothing up while nobody waits', async () => {
    const { time, departed, join } = open(1);
    await time.sleep(60_000);
    expect(['a', 'b'].map((name) => join(name).expectedMs)).toEqual([0, 1000]);
    expect(departed).toEqual([['a', 60_000, 0]]);
  });

  it('keeps nobody waiting without a limit', () => {
    const { departed, join } = open(null);
    for (const name of ['a', 'b', 'c']) expect(join(name).expectedMs).toBe(0);
    expect(departed).toHaveLength(3);
  });

  it.each([0, -1, Number.NaN, 0.0001])('refuses %d calls a second', (callsPerSecond) => {
    expect(() => open(callsPerSecond)).toThrow(RangeError);
  });
});

describe('an account with a rate of calls', () => {
  let harness: Harness;
  afterEach(() => harness.close());
  const to = '+12025550102';

  it('keeps the calls beyond it queued, and says for how long', async () => {
    harness = await Harness.start({ callsPerSecond: 0.001 });
    const first = await harness.callToTheEnd(to);
    const second = await harness.call(to);
    expect(harness.at('/status').map(({ QueueTime }) => QueueTime)).toEqual(['0', '0']);
    expect(first.queueTimeMs).toBe(0);
    const queueTimeMs = Number(second.queueTime);
    expect(queueTimeMs).toBeGreaterThan(0);
    expect(queueTimeMs).toBeLessThanOrEqual(1_000_000);
    const { status, queueTime, startTime } = await harness.client.calls(second.sid).fetch();
    expect({ status, queueTime, startTime }).toEqual({
      status: 'queued',
      queueTime: second.queueTime,
      startTime: null,
    });
  });

  it('cancels a queued call before anybody is rung', async () => {
    harness = await Harness.start({ callsPerSecond: 0.001 });
    await harness.callToTheEnd(to);
    const { sid, queueTime } = await harness.call(to);
    await harness.client.calls(sid).update({ status: 'canceled' });
    const call = await harness.simulator.ledger.ended(sid);
    expect(call).toMatchObject({ status: 'canceled', startedAt: null });
    const told = harness.at('/status').filter(({ CallSid }) => CallSid === sid);
    expect(told).toEqual([expect.objectContaining({ CallStatus: 'canceled', QueueTime: queueTime })]);
  });

  it('dials them in the order in which they came, each callback with the time it waited', async () => {
    harness = await Harness.start({ callsPerSecond: 1000 });
    const dialed: string[] = [];
    harness.simulator.ledger.onCall(({ sid }, { type }) => {
      if (type === 'initiated') dialed.push(sid);
    });
    const calls = await Promise.all([to, to, to, to].map((number) => harness.callToTheEnd(number)));
    expect(dialed).toEqual(harness.simulator.ledger.calls().map(({ sid }) => sid));
    for (const { sid, queueTimeMs } of calls) {
      const told = harness.at('/status').filter(({ CallSid }) => CallSid === sid);
      expect(told.map(({ QueueTime }) => QueueTime)).toEqual([String(queueTimeMs), String(queueTimeMs)]);
    }
  });

  it('is refused if it is not a rate', async () => {
    harness = await Harness.start();
    await expect(Harness.start({ callsPerSecond: 0 })).rejects.toThrow('callsPerSecond must be at least 0.001.');
  });
});
