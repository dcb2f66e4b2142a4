import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPostgresBackend } from '#queue/backend.ts';
import { startWorker } from '#workers/worker.ts';
import { people, type ServiceByHand, startByHand } from '../services/harness.ts';
import { createMemoryLog } from '../support/log.ts';

describe('a worker', () => {
  let test: ServiceByHand;
  let closers: (() => Promise<unknown>)[];
  /** Starts a worker with a queue of its own, as another process would. */
  const start = async () => {
    const backend = openPostgresBackend(test.database.url, createMemoryLog());
    const worker = await startWorker(test.deps, backend);
    closers.push(() => worker.close().then(backend.close));
    return worker;
  };
  beforeEach(async () => {
    test = await startByHand();
    closers = [];
  });
  afterEach(async () => {
    await Promise.all(closers.map((close) => close()));
    await test.close();
  });

  it('that is closed waits for the carrier to answer, and writes down what it said', async () => {
    test.carrierAt(test.simulator.url, 1_000);
    test.fault({ rest: 'hang_after' });
    const worker = await start();
    const { id } = await test.create(people.byHand);
    await test.simulator.ledger.waitFor(({ to }) => to === people.byHand);
    await worker.close();
    const types = (await test.api.timeline(id)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['claimed', 'result_unknown']));
  });

  it('that is closed takes no more: the next one does', async () => {
    const worker = await start();
    await worker.close();
    const { id } = await test.create(people.pressesPound);
    await test.deps.background.settled();
    expect(await test.state(id)).toMatchObject({ attempt: 'queued' });
    await start();
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified' });
  });

  it('sweeps: a verification ends without anybody asking', async () => {
    await start();
    const { id } = await test.create(people.byHand);
    await test.api.until(id, ({ attempt }) => attempt.status === 'ringing');
    test.clock.advanceSeconds(600);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'expired' });
    expect((await test.endedCallTo(people.byHand)).status).toBe('canceled');
  });

  it('does each call of many once, beside another worker', async () => {
    await Promise.all([start(), start()]);
    const numbers = Array.from({ length: 20 }, (_, i) => `+120255501${40 + i}`);
    const ids = await Promise.all(numbers.map(async (to) => (await test.api.create({ to })).id));
    const outcomes = await Promise.all(ids.map((id) => test.api.outcome(id)));
    expect(outcomes.map(({ status }) => status)).toEqual(numbers.map(() => 'verified'));
    expect(numbers.map((to) => test.callsTo(to).length)).toEqual(numbers.map(() => 1));
  });
});
