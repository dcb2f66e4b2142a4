import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people, type ServiceByHand, startByHand } from './harness.ts';

const { byHand } = people;

describe('a call that outlives its verification', () => {
  let test: ServiceByHand;
  beforeEach(async () => {
    test = await startByHand();
    test.carrierAt(test.simulator.url, 400);
  });
  afterEach(() => test.close());

  const cancel = (id: string) => test.api.post(`/v1/verifications/${id}/cancel`);
  const ringing = () => test.simulator.ledger.waitFor(({ status }) => status === 'ringing');

  it('and that nobody knew of is found and hung up', async () => {
    test.fault({ rest: 'fail_after' });
    test.fault({ callbacks: 'drop', times: 'always' });
    const { id, attemptId } = await test.create(byHand);
    await test.dial(attemptId);
    await ringing();
    await cancel(id);
    test.clock.advanceSeconds(46);
    await test.sweep('settleSilentAttempts');
    expect((await test.endedCallTo(byHand)).status).toBe('canceled');
    test.clock.advanceSeconds(46);
    await test.sweep('settleSilentAttempts');
    expect(await test.state(id)).toEqual({ status: 'canceled', reason: 'canceled', attempt: 'canceled' });
    expect(test.callsTo(byHand)).toHaveLength(1);
  });

  it('because the carrier did not hear that it was to be hung up is hung up by a sweep', async () => {
    const { id, attemptId } = await test.create(byHand);
    await test.dial(attemptId);
    const { sid } = await ringing();
    await test.api.until(id, ({ attempt }) => attempt.status === 'ringing');
    test.fault({ rest: 'fail_before', operation: 'update' });
    await cancel(id);
    await test.deps.background.settled();
    expect(test.simulator.ledger.call(sid)?.status).toBe('ringing');
    test.clock.advanceSeconds(46);
    await test.sweep('settleSilentAttempts');
    expect((await test.endedCallTo(byHand)).status).toBe('canceled');
  });
});
