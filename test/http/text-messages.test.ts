import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LedgerMessage } from '#simulator/ledger-message.ts';
import type { VerificationView } from '../support/api-client.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { arrived, checked, codeIn } from './codes.ts';
import { expectProblem } from './problem.ts';

describe('a code by text message', () => {
  const clock = createManualClock();
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ overrides: { clock } });
  });
  afterAll(() => test.close());

  const begin = (to: string, more: object = {}) => test.api.create({ to, channel: 'sms', ...more });
  const resend = (id: string) => test.api.post(`/v1/verifications/${id}/resend`);
  const messages = (to: string) => test.simulator.ledger.messages({ to });

  it('arrives with what it is for, and ends in a line that binds it to the host on which it is typed', async () => {
    const to = '+12025550100';
    const begun = await begin(to, { context: 'a payment of 40 euros to Café Zoé' });
    expect(begun).toMatchObject({ channel: 'sms', mode: 'code', status: 'pending', checksRemaining: 5 });
    await arrived(test, to);
    const response = await fetch(`${test.simulator.url}/control/messages?to=${encodeURIComponent(to)}`);
    const { messages: there } = (await response.json()) as { messages: LedgerMessage[] };
    const code = codeIn(there[0] as LedgerMessage);
    expect(there.map(({ body }) => body)).toEqual([
      `Your Acme verification code is ${code}. You are asked to approve: a payment of 40 euros to Café Zoé. Do not share it.\n\n@127.0.0.1 #${code}`,
    ]);
    expect(await checked(test.api, begun.id, code)).toMatchObject({ status: 'verified', reason: null });
  });

  it("is bound to the application's own host where it has one", async () => {
    const api = await test.addApplication('own host', { codeDomain: 'login.example.com' });
    await api.create({ to: '+12035550100', channel: 'sms' });
    const { body } = await arrived(test, '+12035550100');
    expect(body.split('\n').at(-1)).toMatch(/^@login\.example\.com #\d{6}$/);
  });

  it('is followed on its way, each step once and in order', async () => {
    const { id } = await begin('+12045550100');
    const seen = [];
    for (let now = await test.api.get(id); ; now = await test.api.get(id, `?wait=20&version=${now.version}`)) {
      seen.push(now.attempt.status);
      if (now.attempt.status === 'delivered') break;
    }
    const order = ['queued', 'sending', 'sent', 'delivered'];
    expect(seen).toEqual([...seen].sort((one, other) => order.indexOf(one) - order.indexOf(other)));
    const told = (await test.api.timeline(id)).filter(({ type }) => type === 'message_progress');
    expect(told.map(({ data }) => data.MessageStatus)).toEqual(['sent', 'delivered']);
    expect(await test.api.get(id)).toMatchObject({ status: 'pending', reason: null, attempt: { answeredBy: null } });
  });

  it.each([
    { whose: 'is switched off', to: '+12025550130', reason: 'unreachable' },
    { whose: 'is a landline', to: '+12025550132', reason: 'message_undelivered' },
  ])('that does not arrive because the telephone $whose is a retry, $reason', async ({ to, reason }) => {
    const { id } = await begin(to);
    const seen = await test.api.outcome(id);
    expect(seen).toMatchObject({ status: 'retry', reason, attempt: { status: 'undelivered' } });
    expect(seen).toMatchObject({ attemptsRemaining: 2, attempt: { endedAt: expect.any(String) } });
  });

  it('to somebody who opted out has failed for good: no retry, no resend', async () => {
    const { id } = await begin('+12025550131');
    expect(await test.api.outcome(id)).toMatchObject({ status: 'failed', reason: 'opted_out', attemptsRemaining: 0 });
    await expectProblem(await test.api.post(`/v1/verifications/${id}/retry`), 'state_conflict');
    await expectProblem(await resend(id), 'state_conflict');
    expect(messages('+12025550131')).toEqual([]);
  });

  it('is no less waited for where its delivery is never reported', async () => {
    const to = '+12025550133';
    const { id } = await begin(to);
    const code = codeIn(await arrived(test, to));
    expect(await checked(test.api, id, code)).toMatchObject({ status: 'verified' });
  });

  it('is sent once more after thirty seconds and no sooner, as the same code', async () => {
    const to = '+12055550100';
    const { id } = await begin(to);
    const code = codeIn(await arrived(test, to));
    await test.api.until(id, ({ attempt }) => attempt.status === 'delivered');
    for (const { passed, left } of [
      { passed: 0, left: 30 },
      { passed: 29, left: 1 },
    ]) {
      clock.advanceSeconds(passed);
      const early = await resend(id);
      expect(early.headers.get('retry-after')).toBe(String(left));
      expect((await expectProblem(early, 'too_many_requests')).detail).toContain(`in ${left} second`);
    }
    expect(messages(to)).toHaveLength(1);
    clock.advanceSeconds(1);
    const response = await resend(id);
    expect(response.status).toBe(200);
    expect((await response.json()) as VerificationView).toMatchObject({
      ...{ status: 'pending', attemptsRemaining: 1 },
      attempt: { number: 2, channel: 'sms' },
    });
    expect(codeIn(await arrived(test, to, 2))).toBe(code);
    expect(await checked(test.api, id, code)).toMatchObject({ status: 'verified', attempt: { number: 2 } });
  });

  it('is sent at most three times', async () => {
    const to = '+12065550100';
    const { id } = await begin(to);
    for (let number = 1; number <= 3; number++) {
      await arrived(test, to, number);
      await test.api.until(id, ({ attempt }) => attempt.number === number && attempt.status === 'delivered');
      clock.advanceSeconds(30);
      if (number < 3) expect((await resend(id)).status).toBe(200);
    }
    const { detail } = await expectProblem(await resend(id), 'state_conflict');
    expect(detail).toContain('3 attempts');
    expect(await checked(test.api, id, codeIn(await arrived(test, to, 3)))).toMatchObject({ status: 'verified' });
    expect(messages(to)).toHaveLength(3);
  });

  it('that did not arrive is sent again at once', async () => {
    const to = '+12035550130';
    const { id } = await begin(to);
    await test.api.outcome(id);
    expect((await resend(id)).status).toBe(200);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'retry', attempt: { number: 2 } });
    expect(messages(to)).toHaveLength(2);
  });

  it('is not sent again once it has verified, nor where there is none', async () => {
    const to = '+12075550100';
    const { id } = await begin(to);
    await checked(test.api, id, codeIn(await arrived(test, to)));
    clock.advanceSeconds(30);
    expect((await expectProblem(await resend(id), 'state_conflict')).detail).toContain('verified');
    const call = await test.api.create({ to: '+12025550129' });
    expect((await expectProblem(await resend(call.id), 'state_conflict')).detail).toContain('no code');
    await test.api.post(`/v1/verifications/${call.id}/cancel`);
  });

  it('is of no use after ten minutes', async () => {
    const to = '+12085550100';
    const { id } = await begin(to);
    const code = codeIn(await arrived(test, to));
    clock.advanceSeconds(600);
    const response = await test.api.post(`/v1/verifications/${id}/check`, { code });
    expect(response.status).toBe(409);
    expect(await test.api.get(id)).toMatchObject({ status: 'expired', reason: 'expired' });
  });
});
