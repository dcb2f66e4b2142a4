import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Harness, twiml } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const pressesPound = '+12025550100';
const neverAnswers = '+12025550101';
const machine = '+12025550106';

/** Everything that arrived, in order: the statuses of the callbacks, the paths of the rest. */
const arrivals = () => harness.received.map(({ path, params }) => (path === '/status' ? params.CallStatus : path));

describe('a callback that is held back', () => {
  it('comes after the next one, and keeps its own number and status', async () => {
    await harness.control('/faults', { callbacks: 'reorder', event: 'ringing' });
    await harness.callToTheEnd(pressesPound);
    expect(harness.at('/status').map(({ SequenceNumber, CallStatus }) => `${SequenceNumber} ${CallStatus}`)).toEqual([
      '0 initiated',
      '2 in-progress',
      '1 ringing',
      '3 completed',
    ]);
    expect(harness.received.every(({ signedCorrectly }) => signedCorrectly)).toBe(true);
  });

  it('comes after the end of the call, if it is held back until then', async () => {
    harness.simulator.faults.add({ callbacks: 'reorder', event: 'answered', until: 'end' });
    const call = await harness.callToTheEnd(pressesPound);
    expect(harness.statuses()).toEqual(['initiated', 'ringing', 'completed', 'in-progress']);
    expect(call.callbacks.map(({ faults }) => faults)).toEqual([[], [], [], ['reorder']]);
  });

  it('comes all the same when no other follows it', async () => {
    harness.simulator.faults.add({ callbacks: 'reorder', event: 'ringing' });
    await harness.callToTheEnd(neverAnswers, { statusCallbackEvent: ['ringing'] });
    expect(harness.statuses()).toEqual(['ringing']);
  });

  it('may be the result of machine detection, which then comes after the call', async () => {
    harness.pages['/voice'] = twiml('<Pause length="20"/>');
    harness.simulator.faults.add({ callbacks: 'reorder', event: 'detection', until: 'end' });
    const amd = { asyncAmd: 'true', asyncAmdStatusCallback: `${harness.appUrl}/amd` };
    await harness.callToTheEnd(machine, { machineDetection: 'Enable', ...amd });
    expect(arrivals().slice(-2)).toEqual(['completed', '/amd']);
    expect(harness.at('/amd')[0]?.AnsweredBy).toBe('machine_start');
  });
});

describe('a callback that is delayed', () => {
  it('comes that much later in the time of the call, and no other waits for it', async () => {
    await harness.control('/faults', { callbacks: 'delay', event: 'ringing', delayMs: 3000 });
    const call = await harness.callToTheEnd(pressesPound);
    expect(harness.statuses()).toEqual(['initiated', 'in-progress', 'ringing', 'completed']);
    expect(arrivals().indexOf('ringing')).toBeLessThan(arrivals().indexOf('/key'));
    expect(call.status).toBe('completed');
  });

  it('comes even when the call has long ended, and the call is not settled before', async () => {
    harness.simulator.faults.add({ callbacks: 'delay', event: 'initiated', delayMs: 3_600_000 });
    harness.simulator.faults.add({ callbacks: 'delay', event: 'completed', delayMs: 60_000 });
    await harness.callToTheEnd(pressesPound);
    expect(harness.statuses()).toEqual(['ringing', 'in-progress', 'completed', 'initiated']);
  });

  it('says what was true when it was due', async () => {
    harness.simulator.faults.add({ callbacks: 'delay', event: 'answered', delayMs: 60_000 });
    await harness.callToTheEnd(pressesPound);
    expect(harness.at('/status').at(-1)).toMatchObject({ CallStatus: 'in-progress', SequenceNumber: '2' });
    expect(harness.at('/status').at(-1)).not.toHaveProperty('CallDuration');
  });

  it('is forgotten with everything else when the simulator closes', async () => {
    const other = await Harness.start({ timeScale: 1 });
    other.simulator.faults.add({ callbacks: 'delay', delayMs: 3_600_000 });
    const { sid } = await other.call(pressesPound);
    await other.simulator.ledger.waitFor(({ status }) => status === 'initiated');
    const waiting = other.simulator.ledger.ended(sid).catch((error: Error) => error.message);
    await other.close();
    expect(await waiting).toBe('The simulator was closed.');
  });
});

describe('completed that overtakes the last key', () => {
  it('is answered before the key is told, which came while the call was in progress', async () => {
    await harness.control('/faults', { callbacks: 'overtake', to: pressesPound });
    const call = await harness.callToTheEnd(pressesPound);
    expect(arrivals().slice(-2)).toEqual(['completed', '/key']);
    expect(harness.at('/key')).toEqual([expect.objectContaining({ Digits: '#', CallStatus: 'in-progress' })]);
    expect(harness.received.every(({ signedCorrectly }) => signedCorrectly)).toBe(true);
    expect(call.documents.map(({ kind, faults }) => [kind, ...faults])).toEqual([['voice'], ['action', 'overtake']]);
  });

  it('leaves nobody to hear the answer', async () => {
    harness.simulator.faults.add({ callbacks: 'overtake' });
    const call = await harness.callToTheEnd(pressesPound);
    expect(call.said).toEqual(['Press the pound key.']);
  });

  it('tells the key after the call even if no callback was asked for', async () => {
    harness.simulator.faults.add({ callbacks: 'overtake' });
    const call = await harness.callToTheEnd(pressesPound, { statusCallback: undefined });
    expect(harness.at('/key')).toHaveLength(1);
    expect(call).toMatchObject({ status: 'completed', settled: true, callbacks: [] });
  });
});
