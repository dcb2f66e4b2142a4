import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { complete, createBrowser, startFlow } from './flow-visitor.ts';
import { expectProblem, paths } from './problem.ts';

let test: TestService;
let other: ApiClient;
const clock = createManualClock();
beforeAll(async () => {
  test = await startTestService({
    ...{ overrides: { clock }, settings: { rememberDeviceDays: 14, returnUrls: ['https://login.example.com/back'] } },
  });
  other = await test.addApplication('other', { rememberDeviceDays: 0 });
});
afterAll(() => test.close());

describe('POST /v1/flows', () => {
  const returnUrl = 'https://login.example.com/back?state=1';
  const ask = (body: Record<string, unknown>, api = test.api) => api.post('/v1/flows', { userId: 'ada', ...body });

  it.each([
    ['https://login.example.com/other'],
    ['https://login.example.com:8443/back'],
    ['https://evil.example/back'],
    ['http://login.example.com/back'],
    ['https://login.example.com/back#a'],
    ['https://ada@login.example.com/back'],
    ['//login.example.com/back'],
    ['javascript:alert(1)'],
  ])('refuses to send a browser to %s, which is not registered', async (url) => {
    const problem = await expectProblem(await ask({ returnUrl: url }), 'not_acceptable_value');
    expect([paths(problem), problem.detail]).toEqual([['returnUrl'], expect.stringContaining('--return-urls')]);
    const again = await expectProblem(await ask({ returnUrl, reauthenticateUrl: url }), 'not_acceptable_value');
    expect(paths(again)).toEqual(['reauthenticateUrl']);
  });

  it('takes what is registered, with any query, for as many days as are allowed', async () => {
    const response = await ask({ returnUrl, reauthenticateUrl: returnUrl, rememberDays: 14 });
    expect(response.status).toBe(201);
    const { id, expiresAt } = (await response.json()) as { id: string; expiresAt: string };
    expect(response.headers.get('location')).toBe(`/v1/flows/${id}`);
    expect(Date.parse(expiresAt)).toBe(clock.now().getTime() + 900_000);
    expect(await (await test.api.fetch(`/v1/flows/${id}`)).json()).toEqual({
      ...{ id, status: 'created', kind: 'signin', userId: 'ada', endedBecause: null, verificationId: null },
      ...{ createdAt: clock.now().toISOString(), expiresAt },
    });
    expect(paths(await expectProblem(await ask({ returnUrl, rememberDays: 15 }), 'not_acceptable_value'))).toEqual([
      'rememberDays',
    ]);
    await expectProblem(await ask({ returnUrl, rememberDays: 0 }), 'invalid_request');
    await expectProblem(
      await ask({ returnUrl: 'http://127.0.0.1:9/', rememberDays: 1 }, other),
      'not_acceptable_value',
    );
  });

  it('names every field that is wrong', async () => {
    const wrong = { userId: '', returnUrl: 1, kind: 'other', purpose: 'a b', context: '', extra: 1 };
    const problem = await expectProblem(await test.api.post('/v1/flows', wrong), 'invalid_request');
    expect(paths(problem).sort()).toEqual(['context', 'extra', 'kind', 'purpose', 'returnUrl', 'userId']);
  });
});

describe('POST /v1/flows/{id}/complete', () => {
  const returned = async (userId: string) => {
    await test.api.post(`/v1/users/${userId}/bypass`, { seconds: 60, reason: 'test' });
    return (await createBrowser(test.url).open((await startFlow(test.api, userId)).url)).landedOn;
  };

  it('exchanges the code once, for the key of the application that opened the visit', async () => {
    const back = await returned('ada');
    await expectProblem(await complete(other, back), 'not_found');
    const stranger = await fetch(`${test.url}/v1/flows/${back.searchParams.get('flow')}/complete`, { method: 'POST' });
    await expectProblem(stranger, 'unauthorized');
    expect((await complete(test.api, back)).status).toBe(200);
    await expectProblem(await complete(test.api, back), 'state_conflict');
    const again = await returned('ada');
    const answers = await Promise.all([1, 2, 3].map(() => complete(test.api, again)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('takes no other code, and none that belongs to another visit', async () => {
    const [one, two] = [await returned('bob'), await returned('carol')];
    const id = one.searchParams.get('flow');
    for (const code of ['x', two.searchParams.get('code')]) {
      await expectProblem(await test.api.post(`/v1/flows/${id}/complete`, { code }), 'not_acceptable_value');
    }
    await expectProblem(await test.api.post(`/v1/flows/${crypto.randomUUID()}/complete`, { code: 'x' }), 'not_found');
    await expectProblem(await test.api.post('/v1/flows/unknown/complete', { code: 'x' }), 'not_found');
    expect((await complete(test.api, one)).status).toBe(200);
  });

  it('comes too late after two minutes', async () => {
    const [early, late] = [await returned('dora'), await returned('eve')];
    clock.advanceSeconds(119);
    expect((await complete(test.api, early)).status).toBe(200);
    clock.advanceSeconds(1);
    await expectProblem(await complete(test.api, late), 'state_conflict');
  });
});

it('another application neither sees a visit nor confirms its password', async () => {
  const { id } = await startFlow(test.api, 'ada', { reauthenticateUrl: 'http://127.0.0.1:9/password' });
  await expectProblem(await other.fetch(`/v1/flows/${id}`), 'not_found');
  const token = test.service.deps.flowTokens.passwordToken({ id, reauthenticatedAt: null });
  await expectProblem(await other.post(`/v1/flows/${id}/reauthenticate`, { token }), 'not_found');
});

it('a visit is forgotten a day after its end', async () => {
  const { id } = await startFlow(test.api, 'ada');
  const { flows } = test.service.deps;
  clock.advanceSeconds(900 + 86_400);
  const { sweeps } = await import('#services/sweep.ts');
  await sweeps.forgetFlows(test.service.deps);
  expect((await test.api.fetch(`/v1/flows/${id}`)).status).toBe(200);
  clock.advanceSeconds(1);
  await sweeps.forgetFlows(test.service.deps);
  await expectProblem(await test.api.fetch(`/v1/flows/${id}`), 'not_found');
  expect(await flows.forget(clock.now(), 10)).toBe(0);
});
