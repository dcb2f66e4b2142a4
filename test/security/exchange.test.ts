import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complete, createBrowser, startFlow } from '../http/flow-visitor.ts';
import { addPhone, applicationIdOf } from '../http/phones.ts';
import { expectProblem } from '../http/problem.ts';
import type { ApiClient } from '../support/api-client.ts';
import { startTestService, type TestService } from '../support/service.ts';

let test: TestService;
let other: ApiClient;
let applicationId: string;
beforeAll(async () => {
  test = await startTestService({ settings: { rememberDeviceDays: 30 } });
  other = await test.addApplication('other', { rememberDeviceDays: 30 });
  applicationId = await applicationIdOf(test, 'test');
});
afterAll(() => test.close());

/** A person who was called, and whose page is about to go back. */
async function verified(userId: string) {
  const phone = await addPhone(test, { applicationId, userId }, '+12025550100');
  const browser = createBrowser(test.url);
  const visit = await browser.open((await startFlow(test.api, userId, { rememberDays: 7 })).url);
  await visit.post('verification', {});
  await visit.at('done');
  return { phone, browser, visit };
}

describe('a code', () => {
  it('is exchanged once, by one of a hundred that try at the same time', async () => {
    const { visit } = await verified('ada');
    const back = await visit.finish();
    const answers = await Promise.all(Array.from({ length: 100 }, () => complete(test.api, back)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(99);
  });

  it('is worth nothing for who was blocked after going back', async () => {
    const { visit } = await verified('bob');
    const back = await visit.finish();
    await test.api.post('/v1/users/bob/block', { reason: 'stolen' });
    await expectProblem(await complete(test.api, back), 'state_conflict');
    await test.api.post('/v1/users/carol/bypass', { seconds: 60, reason: 'lost' });
    const passed = await createBrowser(test.url).open((await startFlow(test.api, 'carol')).url);
    await test.api.post('/v1/users/carol/block', { reason: 'stolen' });
    await expectProblem(await complete(test.api, passed.landedOn), 'state_conflict');
  });

  it('is worth nothing once the phone, or all, was taken from the person', async () => {
    const [removed, reset] = [await verified('dora'), await verified('eve')];
    const [one, two] = [await removed.visit.finish(), await reset.visit.finish()];
    await test.api.fetch(`/v1/users/dora/factors/${removed.phone.id}`, { method: 'DELETE' });
    await test.api.post('/v1/users/eve/reset', { factors: true });
    for (const back of [one, two]) await expectProblem(await complete(test.api, back), 'state_conflict');
  });

  it('never comes of a visit that a reset overtakes, in whatever order the two are served', async () => {
    for (let round = 0; round < 5; round++) {
      const userId = `fred-${round}`;
      const { visit, browser } = await verified(userId);
      const [finished] = await Promise.all([
        visit.ask('POST', 'finish', { rememberDevice: true }),
        test.api.post(`/v1/users/${userId}/reset`, { factors: true }),
      ]);
      if (finished.ok) {
        const back = new URL(((await finished.json()) as { location: string }).location);
        expect((await complete(test.api, back)).status).not.toBe(200);
      }
      const again = await browser.open((await startFlow(test.api, userId, { rememberDays: 7 })).url);
      expect(await again.state()).toMatchObject({ step: 'choose', phones: [] });
    }
  });

  it('is no other secret, and no other secret is one', async () => {
    const { visit, browser } = await verified('gina');
    const { url } = await startFlow(test.api, 'gina');
    const { flowTokens } = test.service.deps;
    const back = await visit.finish({ rememberDevice: true });
    const code = back.searchParams.get('code') ?? '';
    const others = [
      flowTokens.passwordToken({ id: visit.flowId, reauthenticatedAt: null }),
      url.split('/').at(-1),
      ...[...browser.cookies.values()].map(({ value }) => value),
    ];
    expect(others).toHaveLength(4);
    for (const each of others) {
      const tried = await test.api.post(`/v1/flows/${visit.flowId}/complete`, { code: each });
      await expectProblem(tried, 'not_acceptable_value');
    }
    expect((await createBrowser(test.url).open(`${test.url}/flow/open/${code}`)).landedOn.pathname).toBe(
      '/flow/unknown',
    );
    const headers = { cookie: `__Host-flow.${visit.flowId}=${code}` };
    await expectProblem(await fetch(`${test.url}/flow/${visit.flowId}/state`, { headers }), 'flow_link_used');
    await expectProblem(await complete(other, back), 'not_found');
    expect((await complete(test.api, back)).status).toBe(200);
  });
});

it('a remembered browser is known to its own application and person alone, whatever name its cookie has', async () => {
  const { visit, browser } = await verified('hans');
  await visit.finish({ rememberDevice: true });
  const [, device] = [...browser.cookies].find(([name]) => name.startsWith('__Host-device.')) ?? [];
  const { deviceCookieName } = await import('#services/flow/open-flow.ts');
  await addPhone(test, { applicationId, userId: 'ivan' }, '+12025550100');
  const otherId = await applicationIdOf(test, 'other');
  await addPhone(test, { applicationId: otherId, userId: 'hans' }, '+12025550100');
  for (const [api, whose] of [
    [test.api, { applicationId, userId: 'ivan' }],
    [other, { applicationId: otherId, userId: 'hans' }],
  ] as const) {
    const { id, url } = await startFlow(api, whose.userId, { rememberDays: 7 });
    const headers = { cookie: `${deviceCookieName(whose)}=${device?.value}` };
    const landed = await fetch(url, { headers, redirect: 'manual' });
    expect(landed.headers.get('location')).toBe(`/flow/${id}`);
  }
});

it('a bypass lets in one of however many visits are opened at once', async () => {
  await test.api.post('/v1/users/jane/bypass', { seconds: 60, reason: 'lost' });
  const links = await Promise.all(Array.from({ length: 8 }, () => startFlow(test.api, 'jane')));
  const visits = await Promise.all(links.map(({ url }) => createBrowser(test.url).open(url)));
  expect(visits.filter(({ landedOn }) => landedOn.searchParams.has('code'))).toHaveLength(1);
});
