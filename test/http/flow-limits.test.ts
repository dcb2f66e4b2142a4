import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { arrived, codeIn, wrongCode } from './codes.ts';
import { createBrowser, startFlow, type Visit } from './flow-visitor.ts';
import { expectProblem } from './problem.ts';

let test: TestService;
const clock = createManualClock();
beforeAll(async () => {
  test = await startTestService({ overrides: { clock } });
});
afterAll(() => test.close());

async function begin(userId: string, number: string, channel = 'call'): Promise<Visit> {
  await test.api.post(`/v1/users/${userId}/factors`, { kind: 'mobile', number, channel, status: 'verified' });
  return createBrowser(test.url).open((await startFlow(test.api, userId)).url);
}

/** The seconds that a refusal says. */
async function refusedFor(response: Response): Promise<number> {
  const seconds = Number(response.headers.get('retry-after'));
  const { detail } = await expectProblem(response, 'too_many_requests');
  expect(detail).toContain(`${seconds} seconds`);
  return seconds;
}

describe('calls and messages', () => {
  it('are at most ten in a quarter of an hour, over all visits of a user, and a refusal says for how long', async () => {
    const visit = await begin('ada', '+12025550120');
    for (let count = 1; count <= 10; count++) {
      await visit.post('verification', {});
      // Asked for again while it is under way, it is the same call.
      await visit.post('verification', {});
      await visit.post('verification/cancel', {});
    }
    const seconds = await refusedFor(await visit.ask('POST', 'verification', {}));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(900);
    const other = await begin('ada', '+12025550120');
    await refusedFor(await other.ask('POST', 'verification', {}));
    await (await begin('bob', '+12035550120')).post('verification', {});
  });

  it('rest for five minutes once all attempts of one are used up; the page says until when', async () => {
    const visit = await begin('carol', '+12025550102');
    await visit.post('verification', {});
    await visit.outcome();
    await visit.post('verification/retry', {});
    await visit.outcome();
    await visit.post('verification/retry', {});
    const over = await visit.until(({ verification }) => verification?.status === 'failed');
    const until = new Date(clock.now().getTime() + 300_000).toISOString();
    expect(over).toMatchObject({
      verification: { reason: 'too_many_attempts', attemptsRemaining: 0 },
      startAgainAt: until,
    });
    await expectProblem(await visit.ask('POST', 'verification/retry', {}), 'state_conflict');
    expect(await refusedFor(await visit.ask('POST', 'verification', {}))).toBe(300);
    const other = await begin('carol', '+12025550102');
    expect(await other.state()).toMatchObject({ step: 'challenge', verification: null, startAgainAt: until });
    clock.advanceSeconds(299);
    expect(await refusedFor(await other.ask('POST', 'verification', {}))).toBe(1);
    clock.advanceSeconds(1);
    expect(await other.post('verification', {})).toMatchObject({ startAgainAt: null });
  });

  it('wait between two sendings of a code; the page says until when', async () => {
    const to = '+12025550103';
    const visit = await begin('dora', to, 'sms');
    const sent = await visit.post('verification', {});
    await arrived(test, to);
    expect(Date.parse(sent.verification?.resendAt ?? '')).toBe(clock.now().getTime() + 30_000);
    expect(await refusedFor(await visit.ask('POST', 'verification/resend', {}))).toBe(30);
    clock.advanceSeconds(30);
    expect(await visit.post('verification/resend', {})).toMatchObject({ verification: { attempt: { number: 2 } } });
  });
});

it('codes are at most five for a call, and rest then as calls do', async () => {
  const to = '+12045550103';
  const visit = await begin('eve', to, 'sms');
  await visit.post('verification', {});
  const code = codeIn(await arrived(test, to));
  for (let n = 1; n <= 4; n++) await visit.post('verification/check', { code: wrongCode(code, n) });
  expect(await visit.post('verification/check', { code: wrongCode(code, 5) })).toMatchObject({
    ...{ verification: { status: 'failed', reason: 'too_many_checks', checksRemaining: 0 } },
    startAgainAt: new Date(clock.now().getTime() + 300_000).toISOString(),
  });
  await expectProblem(await visit.ask('POST', 'verification/check', { code }), 'state_conflict');
  await refusedFor(await visit.ask('POST', 'verification', {}));
});

it('codes are at most twenty in a quarter of an hour, over all visits of a user', async () => {
  const to = '+12065550103';
  for (let time = 1; time <= 5; time++) {
    const visit = await begin('gina', to, 'sms');
    await visit.post('verification', {});
    const code = codeIn(await arrived(test, to, time));
    if (time === 5) return void (await refusedFor(await visit.ask('POST', 'verification/check', { code })));
    for (let n = 1; n <= 5; n++) await visit.post('verification/check', { code: wrongCode(code, n) });
    clock.advanceSeconds(300);
  }
});

it('what holds no code is no try', async () => {
  const to = '+12055550103';
  const visit = await begin('fred', to, 'sms');
  await visit.post('verification', {});
  const code = codeIn(await arrived(test, to));
  for (let n = 1; n <= 25; n++) {
    await expectProblem(await visit.ask('POST', 'verification/check', { code: 'no code' }), 'not_acceptable_value');
  }
  await expectProblem(await visit.ask('POST', 'verification/check', { code: 'x'.repeat(201) }), 'invalid_request');
  expect(await visit.post('verification/check', { code })).toMatchObject({ step: 'done' });
});
