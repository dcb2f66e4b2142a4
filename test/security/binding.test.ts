import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD_LIFE_SECONDS } from '#domain/flow.ts';
import { arrived, codeIn } from '../http/codes.ts';
import { createBrowser, startFlow, type Visit } from '../http/flow-visitor.ts';
import { addPhone, applicationIdOf } from '../http/phones.ts';
import { expectProblem } from '../http/problem.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';

const PASSWORD_URL = 'http://127.0.0.1:9/password';

let test: TestService;
let applicationId: string;
const clock = createManualClock();
beforeAll(async () => {
  test = await startTestService({ overrides: { clock } });
  applicationId = await applicationIdOf(test, 'test');
});
afterAll(() => test.close());

const begin = async (userId: string, more: Record<string, unknown> = {}) =>
  createBrowser(test.url).open((await startFlow(test.api, userId, more)).url);
const phonesOf = (userId: string) => test.service.deps.factors.list(applicationId, userId);

async function tokenOf(visit: Visit): Promise<string | null> {
  const { location } = (await visit.post('reauthenticate', {})) as unknown as { location: string };
  return new URL(location).searchParams.get('token');
}
const confirm = (visit: Visit, token: string | null) =>
  test.api.post(`/v1/flows/${visit.flowId}/reauthenticate`, { token });

it('an account that stays open adds no phone by a password that was given long ago, nor by its token', async () => {
  await addPhone(test, { applicationId, userId: 'ada' }, '+12025550100');
  const visit = await begin('ada', { kind: 'account', reauthenticateUrl: PASSWORD_URL });
  await visit.post('verification', {});
  await visit.at('account');
  await visit.choose('+12035550100');
  const first = await tokenOf(visit);
  expect((await confirm(visit, first)).status).toBe(200);
  clock.advanceSeconds(PASSWORD_LIFE_SECONDS - 1);
  expect(await visit.state()).toMatchObject({ step: 'verify' });

  clock.advanceSeconds(1);
  expect(await visit.state()).toMatchObject({ step: 'reauthenticate' });
  await expectProblem(await visit.ask('POST', 'verification', {}), 'reauthentication_required');
  await expectProblem(await confirm(visit, first), 'not_acceptable_value');
  expect((await confirm(visit, await tokenOf(visit))).status).toBe(200);
  await visit.post('verification', {});
  await visit.at('account');
});

it('a password that was given in one visit adds no phone in another', async () => {
  const [one, two] = [
    await begin('bob', { reauthenticateUrl: PASSWORD_URL }),
    await begin('bob', { reauthenticateUrl: PASSWORD_URL }),
  ];
  await one.choose('+12025550120');
  const token = await tokenOf(one);
  await expectProblem(await confirm(two, token), 'not_acceptable_value');
  expect((await confirm(one, token)).status).toBe(200);
  await two.choose('+12035550100');
  await expectProblem(await two.ask('POST', 'verification', {}), 'reauthentication_required');
});

it('a set-up that began before the person had a phone binds none after, though no page was looked at', async () => {
  const to = '+12025550130';
  const late = await begin('carol');
  await late.choose('+12025550104', { channel: 'sms' });
  await late.post('verification', {});
  const code = codeIn(await arrived(test, '+12025550104'));
  clock.advanceSeconds(1);
  const phone = { kind: 'mobile', number: to, status: 'verified' };
  await test.api.post('/v1/users/carol/factors', phone);

  // As the page had it before: by the verification itself, whatever step the visit is at.
  const { data } = (await (await test.api.fetch('/v1/verifications?userId=carol')).json()) as {
    data: { id: string }[];
  };
  const checked = await test.api.post(`/v1/verifications/${data[0]?.id}/check`, { code });
  expect(await checked.json()).toMatchObject({ status: 'verified' });
  expect(await phonesOf('carol')).toMatchObject([{ status: 'unverified' }, { status: 'verified' }]);
  expect(await late.state()).toMatchObject({ step: 'challenge', verification: null });
});

it('of two verified phones that two visits remove at once, one stays', async () => {
  const whose = { applicationId, userId: 'dora' };
  const [one, two] = [await addPhone(test, whose, '+12025550100'), await addPhone(test, whose, '+12035550100')];
  const visits = await Promise.all([1, 2].map(() => begin('dora', { kind: 'account' })));
  for (const visit of visits) {
    await visit.post('verification', {});
    await visit.at('account');
  }
  const answers = await Promise.all(
    [one, two].map(({ id }, index) => visits[index]?.ask('DELETE', `phones/${id}`) as Promise<Response>),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await phonesOf('dora')).toHaveLength(1);
});

it('a phone that is removed while it is called lets nobody in, and opens no account', async () => {
  const to = '+12045550104';
  const visit = await begin('eve', { kind: 'account' });
  const { phoneId } = await visit.choose(to, { channel: 'sms' });
  await visit.post('verification', {});
  const code = codeIn(await arrived(test, to));
  // Straight from the table, as another visit does that makes room: the message stays.
  await test.service.deps.factors.remove(applicationId, 'eve', phoneId ?? '');
  const { data } = (await (await test.api.fetch('/v1/verifications?userId=eve')).json()) as { data: { id: string }[] };
  await test.api.post(`/v1/verifications/${data[0]?.id}/check`, { code });
  expect(await visit.state()).toMatchObject({ step: 'choose', phones: [], verification: null });
  await expectProblem(await visit.ask('GET', 'account'), 'state_conflict');
});
