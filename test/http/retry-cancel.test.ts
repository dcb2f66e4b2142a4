import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerificationView } from '../support/api-client.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { handAt } from './hand.ts';
import { expectProblem } from './problem.ts';

describe('retry and cancel', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
  });
  afterAll(() => test.close());

  const ask = (id: string, what: 'retry' | 'cancel') => test.api.post(`/v1/verifications/${id}/${what}`);
  const accepted = async (id: string, what: 'retry' | 'cancel') => {
    const response = await ask(id, what);
    expect(response.status).toBe(200);
    return (await response.json()) as VerificationView;
  };
  const calls = (to: string) => test.simulator.ledger.calls({ to });

  it('retry makes a second call, and the verification is pending again', async () => {
    const to = '+12125550102';
    const { id } = await test.api.create({ to });
    const first = await test.api.outcome(id);
    expect(first).toMatchObject({ status: 'retry', reason: 'busy', attemptsRemaining: 2, attempt: { number: 1 } });
    const retried = await accepted(id, 'retry');
    expect(retried).toMatchObject({ status: 'pending', reason: null, attemptsRemaining: 1 });
    expect(retried.attempt).toEqual({
      ...{ number: 2, channel: 'call', mode: 'pound', status: 'queued', answeredBy: null },
      ...{ queuedAt: retried.updatedAt, startedAt: null, endedAt: null },
    });
    expect(retried.version).toBeGreaterThan(first.version);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'retry', attempt: { number: 2, status: 'busy' } });
    expect(calls(to)).toHaveLength(2);
  });

  it('a person who missed the first call verifies with the second', async () => {
    const to = '+12125550120';
    const hand = handAt(test.simulator, to);
    const { id } = await test.api.create({ to });
    await hand.answer();
    await hand.hangUp();
    expect(await test.api.outcome(id)).toMatchObject({ status: 'retry', reason: 'hung_up' });
    await hand.ended();
    await accepted(id, 'retry');
    await hand.answer();
    await hand.press('#');
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified', reason: null, attempt: { number: 2 } });
  });

  it('there are three attempts: after the third the verification has failed, and no call follows', async () => {
    const to = '+12125550101';
    const { id } = await test.api.create({ to });
    const endings: unknown[] = [];
    for (let seen = await test.api.outcome(id); ; seen = await test.api.outcome(id)) {
      endings.push([seen.attempt.number, seen.status, seen.reason, seen.attemptsRemaining]);
      if (seen.status !== 'retry') break;
      await accepted(id, 'retry');
    }
    expect(endings).toEqual([
      [1, 'retry', 'no_answer', 2],
      [2, 'retry', 'no_answer', 1],
      [3, 'failed', 'too_many_attempts', 0],
    ]);
    await expectProblem(await ask(id, 'retry'), 'state_conflict');
    await expectProblem(await ask(id, 'cancel'), 'state_conflict');
    expect(calls(to)).toHaveLength(3);
  });

  it('many retries at once make one call: one is answered 200, the others 409', async () => {
    const to = '+12135550102';
    const { id } = await test.api.create({ to });
    await test.api.outcome(id);
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await ask(id, 'retry')).status));
    // The second call may be over before the last request is looked at, which is then a retry of its own.
    const made = statuses.filter((status) => status === 200).length;
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    await test.api.outcome(id);
    expect(calls(to)).toHaveLength(1 + made);
  });

  it('a retry while an attempt is under way is 409 that says why, and changes nothing', async () => {
    const to = '+12125550121';
    const { id } = await test.api.create({ to });
    await handAt(test.simulator, to).ringing();
    const { detail } = await expectProblem(await ask(id, 'retry'), 'state_conflict');
    expect(detail).toContain('pending');
    expect(await test.api.get(id)).toMatchObject({ status: 'pending', attempt: { number: 1 } });
    expect(await test.api.timeline(id)).not.toContainEqual(expect.objectContaining({ type: 'retry_requested' }));
    expect(calls(to)).toHaveLength(1);
  });

  it('a retry and a cancel of what is verified are 409, and it stays verified', async () => {
    const { id } = await test.api.create({ to: '+12125550100' });
    await test.api.outcome(id);
    for (const what of ['retry', 'cancel'] as const) {
      const { detail } = await expectProblem(await ask(id, what), 'state_conflict');
      expect(detail).toContain('verified');
    }
    expect(await test.api.get(id)).toMatchObject({ status: 'verified', reason: null });
  });

  it('cancel stops a telephone that rings', async () => {
    const to = '+12125550122';
    const hand = handAt(test.simulator, to);
    const { id } = await test.api.create({ to });
    await hand.ringing();
    await test.api.until(id, ({ attempt }) => attempt.status === 'ringing');
    expect(await accepted(id, 'cancel')).toMatchObject({
      status: 'canceled',
      reason: 'canceled',
      attemptsRemaining: 0,
    });
    expect((await hand.ended()).status).toBe('canceled');
    expect(await test.api.get(id)).toMatchObject({ status: 'canceled', attempt: { status: 'canceled' } });
  });

  it('cancel hangs up on a person who is listening, whose key then counts for nothing', async () => {
    const to = '+12125550123';
    const hand = handAt(test.simulator, to);
    const { id } = await test.api.create({ to });
    await hand.answer();
    await accepted(id, 'cancel');
    const call = await hand.ended();
    expect(call.status).toBe('completed');
    expect(call.said.join(' ')).not.toContain('has been verified');
    expect(await test.api.get(id)).toMatchObject({ status: 'canceled', reason: 'canceled' });
  });

  it('canceling twice is 200 both times and one event', async () => {
    const to = '+12125550124';
    const hand = handAt(test.simulator, to);
    const { id } = await test.api.create({ to });
    await hand.ringing();
    const once = await accepted(id, 'cancel');
    await hand.ended();
    const { status, reason } = await accepted(id, 'cancel');
    expect({ status, reason }).toEqual({ status: once.status, reason: once.reason });
    const cancels = (await test.api.timeline(id)).filter(({ type }) => type === 'cancel_requested');
    expect(cancels).toHaveLength(1);
  });

  it('what waits for a retry can be canceled, and then not be retried', async () => {
    const { id } = await test.api.create({ to: '+12145550102' });
    await test.api.outcome(id);
    expect(await accepted(id, 'cancel')).toMatchObject({ status: 'canceled', reason: 'canceled' });
    await expectProblem(await ask(id, 'retry'), 'state_conflict');
  });
});

it('what is canceled before it is dialed is never dialed', async () => {
  const test = await startTestService({ worker: false });
  const { id } = await test.api.create({ to: '+12025550100' });
  const canceled = await (await test.api.post(`/v1/verifications/${id}/cancel`)).json();
  expect(canceled).toMatchObject({ status: 'canceled', attempt: { status: 'canceled', startedAt: null } });
  await test.service.work();
  // The queue is first in, first out: once a later one is over, the canceled one has had its turn.
  const later = await test.api.create({ to: '+12025550110' });
  await test.api.outcome(later.id);
  expect(test.simulator.ledger.calls().map(({ to }) => to)).toEqual(['+12025550110']);
  await test.close();
});
