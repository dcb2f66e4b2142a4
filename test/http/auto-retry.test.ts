import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServiceByHand, startByHand } from '../services/harness.ts';
import { arrived, ended } from './codes.ts';
import { placeDue } from './due-attempts.ts';
import { handAt } from './hand.ts';
import { expectProblem } from './problem.ts';

describe('autoRetry', () => {
  let test: ServiceByHand;
  beforeAll(async () => {
    test = await startByHand();
  });
  afterAll(() => test.close());

  const create = (body: Record<string, unknown>) => test.api.create({ autoRetry: true, ...body });
  const attemptNumber = (id: string, number: number) =>
    test.api.until(id, ({ status, attempt }) => attempt.number === number || status !== 'pending');

  it.each([
    { whose: 'is not answered', to: '+12025550101', reason: 'no_answer', seconds: 30 },
    { whose: 'meets an engaged line', to: '+12025550102', reason: 'busy', seconds: 60 },
    { whose: 'is declined', to: '+12025550111', reason: 'busy', seconds: 60 },
    { whose: 'reaches nobody', to: '+12025550109', reason: 'unreachable', seconds: 30 },
  ])('a call that $whose is followed by another after $seconds seconds, and no sooner', async (after) => {
    const { to, reason, seconds } = after;
    const { id } = await create({ to });
    await placeDue(test);
    await ended(test, to);
    const waiting = await attemptNumber(id, 2);
    expect(waiting).toMatchObject({ status: 'pending', reason: null, attemptsRemaining: 1 });
    expect(waiting.attempt).toMatchObject({ number: 2, channel: 'call', status: 'queued', startedAt: null });
    expect(Date.parse(waiting.attempt.queuedAt) - test.clock.now().getTime()).toBe(seconds * 1000);
    const end = (await test.api.timeline(id)).find(({ data }) => data.endedBecause !== undefined);
    expect(end?.data).toMatchObject({
      endedBecause: reason,
      next: { channel: 'call', at: waiting.attempt.queuedAt },
    });
    test.clock.advanceSeconds(seconds - 1);
    await placeDue(test);
    expect(test.callsTo(to)).toHaveLength(1);
    test.clock.advanceSeconds(1);
    await placeDue(test);
    await ended(test, to, 2);
    expect(test.callsTo(to)).toHaveLength(2);
    await test.api.post(`/v1/verifications/${id}/cancel`);
  });

  it('makes three calls in all, and then it has failed', async () => {
    const to = '+12035550102';
    const { id } = await create({ to });
    for (let number = 1; number <= 3; number++) {
      await placeDue(test);
      await ended(test, to, number);
      await attemptNumber(id, number + 1);
      test.clock.advanceSeconds(60);
    }
    expect(await test.api.get(id)).toMatchObject({ status: 'failed', reason: 'too_many_attempts' });
    test.clock.advanceSeconds(60);
    expect(await placeDue(test)).toBe(0);
    expect(test.callsTo(to)).toHaveLength(3);
  });

  it.each([
    { whose: 'hung up', to: '+12025550103', reason: 'hung_up' },
    { whose: 'pressed another key', to: '+12025550104', reason: 'wrong_key' },
    { whose: 'pressed nothing', to: '+12025550105', reason: 'no_input' },
  ])('never calls somebody again who $whose', async ({ to, reason }) => {
    const { id } = await create({ to });
    await placeDue(test);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'retry', reason, attempt: { number: 1 } });
    test.clock.advanceSeconds(120);
    expect(await placeDue(test)).toBe(0);
    expect(test.callsTo(to)).toHaveLength(1);
  });

  it.each([
    { to: '+15005550001', reason: 'invalid_number' },
    { to: '+15005550003', reason: 'country_blocked' },
    { to: '+15005550004', reason: 'number_blocked' },
    { to: '+12025550112', reason: 'fraud_reported' },
    { to: '+12025550131', reason: 'opted_out', channel: 'sms' },
  ])('never tries again after $reason, nor falls back', async ({ to, reason, channel = 'call' }) => {
    const { id } = await create({ to, channel, fallback: [channel === 'call' ? 'sms' : 'call'] });
    await placeDue(test);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'failed', reason, attempt: { number: 1 } });
    test.clock.advanceSeconds(120);
    expect(await placeDue(test)).toBe(0);
    await expectProblem(await test.api.post(`/v1/verifications/${id}/retry`), 'state_conflict');
  });

  it('sends a message again that did not arrive', async () => {
    const to = '+12025550132';
    const { id } = await create({ to, channel: 'sms' });
    await placeDue(test);
    expect(await attemptNumber(id, 2)).toMatchObject({ status: 'pending', attempt: { channel: 'sms' } });
    test.clock.advanceSeconds(15);
    await placeDue(test);
    expect(test.simulator.ledger.messages({ to })).toHaveLength(2);
    await test.api.post(`/v1/verifications/${id}/cancel`);
  });

  it('does nothing by itself where it was not asked for', async () => {
    const { id } = await test.api.create({ to: '+12045550102' });
    await placeDue(test);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'retry', reason: 'busy' });
    test.clock.advanceSeconds(120);
    expect(await placeDue(test)).toBe(0);
  });

  it('makes no call that was canceled while it waited', async () => {
    const to = '+12055550102';
    const { id } = await create({ to });
    await placeDue(test);
    await attemptNumber(id, 2);
    await ended(test, to);
    expect((await test.api.post(`/v1/verifications/${id}/cancel`)).status).toBe(200);
    test.clock.advanceSeconds(60);
    await placeDue(test);
    expect(test.callsTo(to)).toHaveLength(1);
    expect(await test.api.get(id)).toMatchObject({ status: 'canceled', attempt: { status: 'canceled' } });
  });

  it('plans no call that would begin when the verification has no time left for it', async () => {
    const to = '+12065550102';
    const { id } = await create({ to });
    test.clock.advanceSeconds(520);
    await placeDue(test);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'retry', reason: 'busy', attempt: { number: 1 } });
  });
});

describe('fallback', () => {
  let test: ServiceByHand;
  beforeAll(async () => {
    test = await startByHand();
  });
  afterAll(() => test.close());

  it('to text: nobody answers the call, and the same verification sends a code, which verifies', async () => {
    const to = '+12025550101';
    const { id } = await test.api.create({ to, mode: 'match', fallback: ['sms'] });
    await placeDue(test);
    const second = await test.api.until(id, ({ attempt }) => attempt.number === 2);
    expect(second).toMatchObject({
      ...{ status: 'pending', reason: null, channel: 'sms', mode: 'code', checksRemaining: 5, attemptsRemaining: 1 },
      attempt: { channel: 'sms', mode: 'code', status: 'queued' },
    });
    await placeDue(test);
    const code = /#(\d{6})$/.exec((await arrived(test, to)).body)?.[1];
    const response = await test.api.post(`/v1/verifications/${id}/check`, { code });
    expect(await response.json()).toMatchObject({ status: 'verified', attempt: { number: 2 } });
    expect(test.callsTo(to)).toHaveLength(1);
  });

  it('to a call: the text does not arrive, and the call says the code', async () => {
    const to = '+12025550132';
    const { id } = await test.api.create({ to, channel: 'sms', fallback: ['call'] });
    await placeDue(test);
    const second = await test.api.until(id, ({ attempt }) => attempt.number === 2);
    expect(second).toMatchObject({ status: 'pending', channel: 'call', mode: 'code' });
    await placeDue(test);
    const [said] = (await ended(test, to)).said;
    const code = /Your code is: ([\d. ]+)\. /.exec(said ?? '')?.[1]?.replace(/\D/g, '');
    const response = await test.api.post(`/v1/verifications/${id}/check`, { code });
    expect(await response.json()).toMatchObject({ status: 'verified', attempt: { number: 2, channel: 'call' } });
  });

  it.each([
    { whose: 'hangs up', to: '+12025550103' },
    { whose: 'presses another key', to: '+12025550104' },
  ])('does not follow a call to somebody who $whose', async ({ to }) => {
    const { id } = await test.api.create({ to, fallback: ['sms'] });
    await placeDue(test);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'retry', attempt: { number: 1, channel: 'call' } });
    expect(test.simulator.ledger.messages({ to })).toEqual([]);
  });

  it('is used once, and then the attempts are the cap as ever', async () => {
    const to = '+12025550130';
    const { id } = await test.api.create({ to, fallback: ['sms'], autoRetry: true });
    for (let number = 1; number <= 3; number++) {
      await placeDue(test);
      await test.api.until(id, ({ status, attempt }) => status !== 'pending' || attempt.number > number);
      test.clock.advanceSeconds(30);
    }
    expect(await test.api.get(id)).toMatchObject({ status: 'failed', reason: 'too_many_attempts' });
    expect(test.callsTo(to)).toHaveLength(1);
    expect(test.simulator.ledger.messages({ to })).toHaveLength(2);
  });

  it('can be asked for by the person: retry with the other channel', async () => {
    const to = '+12035550103';
    const { id } = await test.api.create({ to, fallback: ['sms'] });
    await placeDue(test);
    await test.api.outcome(id);
    const response = await test.api.post(`/v1/verifications/${id}/retry`, { channel: 'sms' });
    expect(await response.json()).toMatchObject({ status: 'pending', channel: 'sms', mode: 'code' });
    await placeDue(test);
    await arrived(test, to);
    const back = await test.api.post(`/v1/verifications/${id}/resend`, { channel: 'call' });
    expect(await back.json()).toMatchObject({ attempt: { number: 3, channel: 'call', mode: 'pound' } });
  });

  it('is 422 for a channel that the verification may not use, and 400 for one that does not exist', async () => {
    const hand = handAt(test.simulator, '+12025550120');
    const { id } = await test.api.create({ to: '+12025550120' });
    await placeDue(test);
    await hand.answer();
    await hand.hangUp();
    await test.api.outcome(id);
    const retry = (channel: unknown) => test.api.post(`/v1/verifications/${id}/retry`, { channel });
    expect((await expectProblem(await retry('sms'), 'not_acceptable_value')).detail).toContain('can only be call');
    await expectProblem(await retry('pigeon'), 'invalid_request');
    expect(await test.api.get(id)).toMatchObject({ status: 'retry', attempt: { number: 1 } });
    await hand.ended();
  });
});
