import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPostgresBackend } from '#queue/backend.ts';
import { createParties, createTally } from '../queue/harness.ts';
import { onServer } from '../support/server.ts';
import { people, type ServiceByHand, startByHand } from './harness.ts';

describe('sweeps', () => {
  let test: ServiceByHand;
  beforeEach(async () => {
    test = await startByHand();
  });
  afterEach(() => test.close());

  it('end a verification whose life is over, and hang up its call', async () => {
    const { id, attemptId } = await test.create(people.byHand);
    await test.dial(attemptId);
    await test.simulator.ledger.waitFor(({ to, status }) => to === people.byHand && status === 'ringing');
    test.clock.advanceSeconds(599);
    await test.sweep('expire');
    expect(await test.state(id)).toMatchObject({ status: 'pending' });
    test.clock.advanceSeconds(1);
    await test.sweep('expire');
    expect(await test.state(id)).toMatchObject({ status: 'expired', reason: 'expired' });
    expect((await test.endedCallTo(people.byHand)).status).toBe('canceled');
  });

  it('end a verification that nobody retried', async () => {
    const { id, attemptId } = await test.create(people.neverAnswers);
    await test.dial(attemptId);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'retry', reason: 'no_answer' });
    test.clock.advanceSeconds(600);
    await test.sweep('expire');
    expect(await test.state(id)).toMatchObject({ status: 'expired', reason: 'expired' });
  });

  it('ask the queue again for an attempt whose job was lost', async () => {
    const { attemptId } = await test.create(people.pressesPound);
    await test.deps.background.settled();
    await onServer(test.database.url, (client) => client.query('TRUNCATE bullmq.job CASCADE'));
    test.clock.advanceSeconds(4);
    await test.sweep('requeueUnclaimed');

    const parties = createParties({ open: (log) => openPostgresBackend(test.database.url, log) });
    const ran = createTally<string>();
    parties.worker(async (attempt) => ran.add(attempt));
    expect(await ran.reaches(1)).toEqual([attemptId]);
    await parties.close();
  });

  it('settle a call whose callbacks were all lost', async () => {
    test.fault({ callbacks: 'drop', times: 20 });
    const { id, attemptId } = await test.create(people.neverAnswers);
    await test.dial(attemptId);
    await test.endedCallTo(people.neverAnswers);
    expect(await test.state(id)).toEqual({ status: 'pending', reason: null, attempt: 'dialing' });
    test.clock.advanceSeconds(46);
    await test.sweep('settleSilentAttempts');
    expect(await test.state(id)).toEqual({ status: 'retry', reason: 'no_answer', attempt: 'no-answer' });
  });

  it('write down the end of a verified call whose last callback was lost', async () => {
    test.fault({ callbacks: 'drop', event: 'completed' });
    const { id, attemptId } = await test.create(people.pressesPound);
    await test.dial(attemptId);
    await test.endedCallTo(people.pressesPound);
    test.clock.advanceSeconds(46);
    await test.sweep('settleSilentAttempts');
    expect(await test.state(id)).toEqual({ status: 'verified', reason: null, attempt: 'completed' });
  });

  it('hang up a call that goes on for longer than any call can', async () => {
    test.fault({ callbacks: 'drop', times: 20 });
    const { id, attemptId } = await test.create(people.byHand);
    await test.dial(attemptId);
    await test.simulator.ledger.waitFor(({ to, status }) => to === people.byHand && status === 'ringing');
    test.clock.advanceSeconds(100);
    await test.sweep('settleSilentAttempts');
    expect(await test.state(id)).toEqual({ status: 'pending', reason: null, attempt: 'ringing' });
    test.clock.advanceSeconds(66);
    await test.sweep('settleSilentAttempts');
    expect((await test.endedCallTo(people.byHand)).status).toBe('canceled');
    test.clock.advanceSeconds(46);
    await test.sweep('settleSilentAttempts');
    expect(await test.state(id)).toEqual({ status: 'retry', reason: 'call_failed', attempt: 'canceled' });
  });

  it('settle the other calls when the carrier does not tell about one', async () => {
    const numbers = ['+12025550101', '+13035550101', '+14045550101'];
    test.fault({ callbacks: 'drop', times: 20 });
    const ids: string[] = [];
    for (const to of numbers) {
      const { id, attemptId } = await test.create(to);
      await test.dial(attemptId);
      await test.endedCallTo(to);
      ids.push(id);
    }
    for (const to of numbers.slice(0, 2)) test.fault({ rest: 'fail_before', operation: 'fetch', to });
    test.clock.advanceSeconds(46);
    await test.sweep('settleSilentAttempts');
    expect(await Promise.all(ids.map((id) => test.state(id)))).toMatchObject([
      { status: 'pending' },
      { status: 'pending' },
      { status: 'retry', reason: 'no_answer' },
    ]);
    // Those are looked up again at the next turn.
    test.clock.advanceSeconds(46);
    await test.sweep('settleSilentAttempts');
    expect(await Promise.all(ids.map((id) => test.state(id)))).toMatchObject([
      { status: 'retry' },
      { status: 'retry' },
      {},
    ]);
  });

  it('end what is open of a user whose block nobody acted on', async () => {
    const { id, attemptId } = await test.create(people.byHand, { userId: 'blocked' });
    const waiting = await test.create(people.pressesPound, { userId: 'blocked' });
    const other = await test.create(people.pressesPound, { userId: 'other' });
    await test.dial(attemptId);
    await test.simulator.ledger.waitFor(({ to, status }) => to === people.byHand && status === 'ringing');
    const at = test.clock.now();
    const { applicationId } = (await test.deps.store.readByAttempt(attemptId)) ?? { applicationId: '' };
    const [reason, endsAt] = ['lost', new Date(at.getTime() + 60_000)];
    const blocked = { userId: 'blocked' };
    await test.deps.users.block({ applicationId, blocked, reason, verificationId: null, at, endsAt });
    await test.sweep('endBlocked');
    expect(await test.state(id)).toMatchObject({ status: 'failed', reason: 'user_blocked' });
    expect((await test.endedCallTo(people.byHand)).status).toBe('canceled');
    await test.dial(waiting.attemptId);
    expect(await test.state(waiting.id)).toMatchObject({ status: 'failed', reason: 'user_blocked' });
    expect(test.callsTo(people.pressesPound)).toEqual([]);
    expect(await test.state(other.id)).toMatchObject({ status: 'pending' });
  });

  it('ask for a retry that follows by itself and whose delayed job was lost, at its time', async () => {
    const { id, attemptId } = await test.create(people.neverAnswers, { autoRetry: true });
    await test.dial(attemptId);
    await test.endedCallTo(people.neverAnswers);
    await test.api.until(id, ({ attempt }) => attempt.number === 2);
    const second = await test.attemptOf(id);
    const asked = vi.spyOn(test.deps.queue, 'addPlaceAttempt');
    await test.dial(second);
    test.clock.advanceSeconds(20);
    await test.sweep('requeueUnclaimed');
    expect(asked).not.toHaveBeenCalled();
    expect(test.callsTo(people.neverAnswers)).toHaveLength(1);
    test.clock.advanceSeconds(14);
    await test.sweep('requeueUnclaimed');
    expect(asked).toHaveBeenCalledExactlyOnceWith(second, expect.any(Number));
    await test.dial(second);
    await test.simulator.ledger.waitFor(() => test.callsTo(people.neverAnswers).length === 2);
  });

  it('forget idempotency keys after a day', async () => {
    const headers = { 'idempotency-key': 'one' };
    const post = (to: string) => test.api.post('/v1/verifications', { to }, headers);
    await post(people.byHand);
    test.clock.advanceSeconds(24 * 3_600 - 1);
    await test.sweep('forgetIdempotencyKeys');
    expect((await post(people.neverAnswers)).status).toBe(422);
    test.clock.advanceSeconds(2);
    await test.sweep('forgetIdempotencyKeys');
    expect((await post(people.neverAnswers)).status).toBe(201);
  });
});

describe('at a rate of one call in ten seconds', () => {
  it('verifications whose turn would come too late end early, and no others', async () => {
    const test = await startByHand({ callsPerSecond: 0.1, overrides: { policy: { lifeSeconds: 100 } } });
    const ids: string[] = [];
    for (let i = 0; i < 10; i++) {
      ids.push((await test.create(people.pressesPound)).id);
      test.clock.advanceSeconds(0.01);
    }
    // 100 s of life, 30 of them for the call: the seventh's turn would come a moment too late.
    await test.sweep('giveUpHopeless');
    const states = await Promise.all(ids.map((id) => test.state(id)));
    expect(states.map(({ status }) => status)).toEqual([...Array(6).fill('pending'), ...Array(4).fill('expired')]);
    expect(states.at(-1)).toEqual({ status: 'expired', reason: 'expired', attempt: 'canceled' });
    expect(test.callsTo(people.pressesPound)).toEqual([]);
    await test.close();
  });
});
