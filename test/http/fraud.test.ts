import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { user } from '#http/api/user-schemas.ts';
import { startByHand } from '../services/harness.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { arrived, check, codeIn, ended } from './codes.ts';
import { placeDue } from './due-attempts.ts';
import { handAt } from './hand.ts';
import { expectProblem } from './problem.ts';

const DAY_SECONDS = 86_400;

describe('a person who did not ask to be called', () => {
  const clock = createManualClock();
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ overrides: { clock } });
  });
  afterAll(() => test.close());

  const userOf = async (userId: string) => {
    const response = await test.api.fetch(`/v1/users/${userId}`);
    return response.status === 404 ? null : ((await response.json()) as z.output<typeof user>);
  };
  const lift = (userId: string) => test.api.fetch(`/v1/users/${userId}/block`, { method: 'DELETE' });

  it('presses 0, confirms with 1, hears that the account is blocked, and the verification has failed', async () => {
    const to = '+12025550112';
    const { id } = await test.api.create({ to, userId: 'reports' });
    expect(await test.api.outcome(id)).toMatchObject({
      ...{ status: 'failed', reason: 'fraud_reported', attemptsRemaining: 0 },
    });
    const { said } = await ended(test, to);
    expect(said.at(-2)).toBe('To report fraud, press 1.');
    expect(said.at(-1)).toMatch(/^Thank you\. Your report has been received/);
    await expectProblem(await test.api.post(`/v1/verifications/${id}/retry`), 'state_conflict');
  });

  it('is blocked for ninety days from then on, and everybody can see why', async () => {
    const { id, updatedAt } = await test.api.create({ to: '+12035550112', userId: 'is blocked' });
    await test.api.outcome(id);
    const seen = await userOf('is%20blocked');
    expect(seen).toMatchObject({ id: 'is blocked', block: { reason: 'fraud_reported', verificationId: id } });
    const { createdAt = '', endsAt = '' } = seen?.block ?? {};
    expect(createdAt).toBe(updatedAt);
    expect(Date.parse(endsAt) - Date.parse(createdAt)).toBe(90 * DAY_SECONDS * 1000);
  });

  it('is blocked for as long as the application says', async () => {
    const api = await test.addApplication('a week', { fraudBlockDays: 7 });
    const { id } = await api.create({ to: '+12045550112', userId: 'week' });
    await api.outcome(id);
    const { block } = (await (await api.fetch('/v1/users/week')).json()) as z.output<typeof user>;
    expect(Date.parse(block?.endsAt ?? '') - Date.parse(block?.createdAt ?? '')).toBe(7 * DAY_SECONDS * 1000);
  });

  it('is called no more, on no telephone and by no channel, until the block is lifted', async () => {
    const { id } = await test.api.create({ to: '+12055550112', userId: 'lifted' });
    await test.api.outcome(id);
    for (const body of [{ to: '+12055550112' }, { to: '+12055550100' }, { to: '+12055550100', channel: 'sms' }]) {
      const { detail } = await expectProblem(
        await test.api.post('/v1/verifications', { ...body, userId: 'lifted' }),
        'user_blocked',
      );
      expect(detail).toContain(new Date(clock.now().getTime() + 90 * DAY_SECONDS * 1000).toISOString());
    }
    expect((await lift('lifted')).status).toBe(204);
    expect((await userOf('lifted'))?.block).toBeNull();
    const again = await test.api.create({ to: '+12055550100', userId: 'lifted' });
    expect(await test.api.outcome(again.id)).toMatchObject({ status: 'verified' });
  });

  it('has all that is open ended: a call that rings, a code that was sent', async () => {
    const [ringing, texted] = ['+12025550120', '+12075550100'];
    const call = await test.api.create({ to: ringing, userId: 'several' });
    const text = await test.api.create({ to: texted, userId: 'several', channel: 'sms' });
    const other = await test.api.create({ to: '+12085550100', userId: 'someone else', channel: 'sms' });
    await handAt(test.simulator, ringing).ringing();
    const code = codeIn(await arrived(test, texted));
    await test.api.outcome((await test.api.create({ to: '+12075550112', userId: 'several' })).id);
    for (const { id } of [call, text]) {
      expect(await test.api.outcome(id)).toMatchObject({ status: 'failed', reason: 'user_blocked' });
    }
    expect((await ended(test, ringing)).status).toBe('canceled');
    expect((await check(test.api, text.id, code)).status).toBe(409);
    expect(await test.api.get(other.id)).toMatchObject({ status: 'pending' });
  });

  it('is also who is told of in no request: then the number is blocked, whoever it is for', async () => {
    const to = '+12095550112';
    const { id } = await test.api.create({ to });
    expect(await test.api.outcome(id)).toMatchObject({ reason: 'fraud_reported' });
    await expectProblem(await test.api.post('/v1/verifications', { to }), 'user_blocked');
    await expectProblem(await test.api.post('/v1/verifications', { to, userId: 'anybody' }), 'user_blocked');
    expect((await test.api.post('/v1/verifications', { to: '+12095550100' })).status).toBe(201);
    const stranger = await test.addApplication('not theirs');
    expect((await stranger.post('/v1/verifications', { to })).status).toBe(201);
  });

  it('who pressed 0 by mistake goes on, and # verifies: nobody is blocked', async () => {
    const { id } = await test.api.create({ to: '+12025550116', userId: 'mistaken' });
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified', reason: null });
    expect(await userOf('mistaken')).toBeNull();
  });

  it.each([
    { mode: 'match', keys: '0#', to: '+12025550121' },
    { mode: 'code', keys: '0', to: '+12025550122' },
  ])('can report it in $mode mode as well', async ({ mode, keys, to }) => {
    const hand = handAt(test.simulator, to);
    const { id } = await test.api.create({ to, mode, userId: `reports in ${mode}` });
    await hand.answer();
    await hand.press(keys);
    await hand.press('1');
    expect(await test.api.outcome(id)).toMatchObject({ status: 'failed', reason: 'fraud_reported' });
    expect((await userOf(encodeURIComponent(`reports in ${mode}`)))?.block?.verificationId).toBe(id);
    await hand.ended();
  });

  it('who hangs up at the question has reported nothing', async () => {
    const to = '+12025550123';
    const hand = handAt(test.simulator, to);
    const { id } = await test.api.create({ to, userId: 'undecided' });
    await hand.answer();
    await hand.press('0');
    await test.simulator.ledger.waitFor((call) => call.to === to && call.said.at(-1) === 'To report fraud, press 1.');
    await hand.hangUp();
    expect(await test.api.outcome(id)).toMatchObject({ status: 'retry', reason: 'hung_up' });
    expect(await userOf('undecided')).toBeNull();
    await hand.ended();
  });

  it('is told to the operator without the number', async () => {
    const reports = test.log.filter(({ message }) => message.includes('Fraud'));
    expect(reports.length).toBeGreaterThan(0);
    expect(reports.every(({ level }) => level === 'warn')).toBe(true);
    expect(JSON.stringify(reports)).not.toMatch(/\d555\d{4}/);
  });
});

it('somebody who reported fraud is called again when the block has ended by itself', async () => {
  const test = await startByHand();
  const ask = { to: '+12025550100', userId: 'waits' };
  const { id } = await test.api.create({ ...ask, to: '+12025550112' });
  await placeDue(test);
  expect(await test.api.outcome(id)).toMatchObject({ reason: 'fraud_reported' });
  await test.deps.background.settled();
  test.clock.advanceSeconds(90 * DAY_SECONDS - 1);
  await expectProblem(await test.api.post('/v1/verifications', ask), 'user_blocked');
  test.clock.advanceSeconds(1);
  const again = await test.api.create(ask);
  await placeDue(test);
  expect(await test.api.outcome(again.id)).toMatchObject({ status: 'verified' });
  await ended(test, ask.to);
  await test.close();
});
