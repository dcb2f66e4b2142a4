import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/service.ts';
import { people, type ServiceByHand, startByHand } from './harness.ts';

let test: ServiceByHand;
beforeEach(async () => {
  test = await startByHand();
});
afterEach(() => test.close());

describe('placing a call', () => {
  it('dials once, however often it is asked to', async () => {
    const { id, attemptId } = await test.create(people.pressesPound);
    await Promise.all(Array.from({ length: 10 }, () => test.dial(attemptId)));
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified' });
    await test.dial(attemptId);
    expect(test.callsTo(people.pressesPound)).toHaveLength(1);
  });

  it('does not dial when too little life is left to answer', async () => {
    const { id, attemptId } = await test.create(people.pressesPound);
    test.clock.advanceSeconds(571);
    await test.dial(attemptId);
    expect(await test.state(id)).toEqual({ status: 'expired', reason: 'expired', attempt: 'canceled' });
    expect(test.callsTo(people.pressesPound)).toEqual([]);
  });

  it('does not dial what was canceled', async () => {
    const { id, attemptId } = await test.create(people.pressesPound);
    await test.api.post(`/v1/verifications/${id}/cancel`);
    await test.dial(attemptId);
    expect(test.callsTo(people.pressesPound)).toEqual([]);
  });

  it('puts a throttled attempt back, to be placed at the next turn', async () => {
    test.fault({ rest: 'throttle', retryAfterSeconds: 3 });
    const { id, attemptId } = await test.create(people.pressesPound);
    await test.dial(attemptId);
    expect(await test.state(id)).toEqual({ status: 'pending', reason: null, attempt: 'queued' });
    await test.dial(attemptId);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified' });
    expect(test.callsTo(people.pressesPound)).toHaveLength(1);
  });

  it('puts an attempt back while the carrier cannot be reached, and offers a retry after the time for that', async () => {
    test.carrierAt(`http://127.0.0.1:${await freePort()}`);
    const { id, attemptId } = await test.create(people.pressesPound);
    await test.dial(attemptId);
    expect(await test.state(id)).toEqual({ status: 'pending', reason: null, attempt: 'queued' });
    test.clock.advanceSeconds(59);
    await test.dial(attemptId);
    expect(await test.state(id)).toEqual({ status: 'pending', reason: null, attempt: 'queued' });
    test.clock.advanceSeconds(1);
    await test.dial(attemptId);
    expect(await test.state(id)).toEqual({ status: 'retry', reason: 'carrier_unavailable', attempt: 'failed' });
  });

  it('fails at once when the carrier refuses for good, and says nothing of the number in the evidence', async () => {
    const { id, attemptId } = await test.create('+15005550001');
    await test.dial(attemptId);
    expect(await test.state(id)).toEqual({ status: 'failed', reason: 'invalid_number', attempt: 'failed' });
    expect(JSON.stringify(await test.api.timeline(id))).not.toContain('5005550001');
  });
});

describe.each(['hang_after', 'fail_after'] as const)('a call whose order was not answered (%s)', (rest) => {
  beforeEach(() => {
    test.carrierAt(test.simulator.url, 400);
    test.fault({ rest });
  });

  it('verifies all the same when the person presses #', async () => {
    const { id, attemptId } = await test.create(people.pressesPound);
    await test.dial(attemptId);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified', attempt: { number: 1 } });
    await test.endedCallTo(people.pressesPound);
  });

  it('is settled from what the carrier knows when no callback comes either, and is never dialed again', async () => {
    test.fault({ callbacks: 'drop', times: 20 });
    const { id, attemptId } = await test.create(people.neverAnswers);
    await test.dial(attemptId);
    await test.endedCallTo(people.neverAnswers);
    expect(await test.state(id)).toEqual({ status: 'pending', reason: null, attempt: 'dialing' });
    test.clock.advanceSeconds(20);
    for (const name of ['requeueUnclaimed', 'settleSilentAttempts'] as const) await test.sweep(name);
    await test.dial(attemptId);
    test.clock.advanceSeconds(26);
    await test.sweep('settleSilentAttempts');
    expect(await test.state(id)).toEqual({ status: 'retry', reason: 'no_answer', attempt: 'no-answer' });
    expect(test.callsTo(people.neverAnswers)).toHaveLength(1);
  });
});

describe('an order that the carrier lost', () => {
  it('is offered for a retry once the carrier has had time to know of the call', async () => {
    test.fault({ rest: 'fail_before' });
    const { id, attemptId } = await test.create(people.pressesPound);
    await test.dial(attemptId);
    test.clock.advanceSeconds(46);
    await test.sweep('settleSilentAttempts');
    expect(await test.state(id)).toEqual({ status: 'pending', reason: null, attempt: 'dialing' });
    test.clock.advanceSeconds(46);
    await test.sweep('settleSilentAttempts');
    expect(await test.state(id)).toEqual({ status: 'retry', reason: 'carrier_result_unknown', attempt: 'failed' });
    expect(test.callsTo(people.pressesPound)).toEqual([]);

    await test.api.post(`/v1/verifications/${id}/retry`);
    await test.dial(await test.attemptOf(id));
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified', attempt: { number: 2 } });
  });

  it('is not mistaken for the call of another verification to the same number', async () => {
    const { byHand } = people;
    const first = await test.create(byHand);
    const second = await test.create(byHand);
    await test.dial(first.attemptId);
    test.fault({ rest: 'fail_before' });
    await test.dial(second.attemptId);
    for (let round = 0; round < 2; round++) {
      test.clock.advanceSeconds(46);
      await test.sweep('settleSilentAttempts');
    }
    expect(await test.state(second.id)).toMatchObject({ status: 'retry', reason: 'carrier_result_unknown' });
    expect(await test.state(first.id)).toMatchObject({ status: 'pending' });
  });
});
