import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { acceptMessageStatus } from '#services/answer-carrier.ts';
import { people, type ServiceByHand, startByHand } from './harness.ts';

let test: ServiceByHand;
beforeEach(async () => {
  test = await startByHand();
});
afterEach(() => test.close());

const sms = { channel: 'sms' };
const check = (id: string, code: string) => test.api.post(`/v1/verifications/${id}/check`, { code });
/** What stands in the message, for the person who reads it. */
const codeOf = ({ body }: { body: string }) => /\b\d{6}\b/.exec(body)?.[0] ?? '';
/** Every sweep that might lead to another message, and a job that came twice. */
async function askAgain(attemptId: string): Promise<void> {
  for (const name of ['requeueUnclaimed', 'settleSilentAttempts'] as const) await test.sweep(name);
  await test.dial(attemptId);
}

describe.each(['hang_after', 'fail_after'] as const)('a message whose order was not answered (%s)', (rest) => {
  beforeEach(() => {
    test.carrierAt(test.simulator.url, 400);
    test.fault({ rest, resource: 'message' });
  });

  it('verifies all the same by its code', async () => {
    const { id, attemptId } = await test.create(people.pressesPound, sms);
    await test.dial(attemptId);
    const message = await test.settledMessageTo(people.pressesPound);
    expect(await test.state(id)).toEqual({ status: 'pending', reason: null, attempt: 'delivered' });
    expect(await (await check(id, codeOf(message))).json()).toMatchObject({ status: 'verified' });
  });

  it.each([
    { to: people.switchedOff, state: { status: 'retry', reason: 'unreachable', attempt: 'undelivered' } },
    { to: people.pressesPound, state: { status: 'pending', reason: null, attempt: 'delivered' } },
  ])(
    'is settled from what the carrier knows when no callback comes either, and is never sent again: $state.attempt',
    async ({ to, state }) => {
      test.fault({ callbacks: 'drop', times: 'always' });
      const { id, attemptId } = await test.create(to, sms);
      await test.dial(attemptId);
      await test.settledMessageTo(to);
      test.clock.advanceSeconds(20);
      await askAgain(attemptId);
      expect(await test.state(id)).toEqual({ status: 'pending', reason: null, attempt: 'sending' });
      test.clock.advanceSeconds(26);
      await askAgain(attemptId);
      expect(await test.state(id)).toEqual(state);
      expect(test.messagesTo(to)).toHaveLength(1);
    },
  );
});

it('a message that was answered for, and whose callbacks were all lost, is settled by its SID', async () => {
  test.fault({ callbacks: 'drop', times: 'always' });
  const { id, attemptId } = await test.create(people.switchedOff, sms);
  await test.dial(attemptId);
  await test.settledMessageTo(people.switchedOff);
  test.clock.advanceSeconds(46);
  await askAgain(attemptId);
  expect(await test.state(id)).toMatchObject({ status: 'retry', reason: 'unreachable' });
  expect(test.messagesTo(people.switchedOff)).toHaveLength(1);
});

describe('a message that the carrier lost', () => {
  const to = people.pressesPound;
  /** The order brought no answer, and the carrier's records hold nothing. */
  async function lose() {
    test.fault({ rest: 'fail_before', resource: 'message' });
    const { id, attemptId } = await test.create(to, sms);
    await test.dial(attemptId);
    test.clock.advanceSeconds(46);
    await askAgain(attemptId);
    expect(await test.state(id)).toEqual({ status: 'pending', reason: null, attempt: 'sending' });
    test.clock.advanceSeconds(46);
    await askAgain(attemptId);
    expect(await test.state(id)).toEqual({ status: 'retry', reason: 'carrier_result_unknown', attempt: 'failed' });
    expect(test.messagesTo(to)).toEqual([]);
    return { id, attemptId };
  }

  it('is offered for a retry, which sends one', async () => {
    const { id } = await lose();
    expect((await test.api.post(`/v1/verifications/${id}/retry`)).status).toBe(200);
    await test.dial(await test.attemptOf(id));
    const message = await test.settledMessageTo(to);
    expect(await (await check(id, codeOf(message))).json()).toMatchObject({ status: 'verified' });
    expect(test.messagesTo(to)).toHaveLength(1);
  });

  it.each([[['sent', 'delivered']], [['delivered', 'sent']]] as const)(
    'and that turns up after all goes on, told %j',
    async (told) => {
      const { id, attemptId } = await lose();
      const sid = `SM${'0'.repeat(32)}`;
      for (const messageStatus of told) {
        await acceptMessageStatus(test.deps, { attemptId, sid, messageStatus, carrierReason: null, data: {} });
      }
      const { status, attempt } = await test.api.get(id);
      expect([status, attempt]).toEqual(['pending', expect.objectContaining({ number: 1, status: 'delivered' })]);
      expect(attempt.endedAt).not.toBeNull();
      const code = test.deps.secretDigits.code((await test.deps.store.readByAttempt(attemptId))?.attempt.codeId ?? '');
      expect(await (await check(id, code)).json()).toMatchObject({ status: 'verified' });
    },
  );
});

it('a message that stays sent for ever is looked up while it is waited for, and not after that', async () => {
  const { id, attemptId } = await test.create(people.sentOnly, sms);
  await test.dial(attemptId);
  await test.settledMessageTo(people.sentOnly);
  const lookedUp = vi.spyOn(test.deps.carrier, 'fetchMessage');
  for (const times of [1, 2]) {
    test.clock.advanceSeconds(46);
    await test.sweep('settleSilentAttempts');
    expect(lookedUp).toHaveBeenCalledTimes(times);
    expect(await test.state(id)).toEqual({ status: 'pending', reason: null, attempt: 'sent' });
  }
  test.clock.advanceSeconds(600);
  await test.sweep('expire');
  expect(await test.state(id)).toMatchObject({ status: 'expired', reason: 'expired' });
  await test.sweep('settleSilentAttempts');
  expect(lookedUp).toHaveBeenCalledTimes(2);
});
