import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Overview } from '#http/console/console-api.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { type StaffClient, signInStaff } from './console-staff.ts';
import { applicationIdOf } from './phones.ts';
import { expectProblem, paths } from './problem.ts';

let test: TestService;
let viewer: StaffClient;
// Ids are made by the system's clock: a moment later all of them are in the past.
const clock = createManualClock(new Date(Date.now() + 5_000));
beforeAll(async () => {
  test = await startTestService({ overrides: { clock } });
  viewer = await signInStaff(test, 'viewer');
  await test.addApplication('silent');
  for (const to of ['+12025550100', '+12125550100', '+12025550102']) {
    const { id } = await test.api.create({ to });
    await test.api.outcome(id);
  }
  await test.simulator.ledger.waitFor((call) => call.to === '+12025550102' && call.settled);
});
afterAll(() => test.close());

const read = (query: Record<string, string> = {}, staff = viewer) =>
  staff.read<Overview>(`/overview?${new URLSearchParams(query)}`);

it('the overview tells what became of the last day, compared with the one before', async () => {
  const overview = await read();
  expect(overview).toMatchObject({
    ...{ bucketSeconds: 3_600, until: clock.now().toISOString() },
    totals: { verifications: 3, verified: 2, attempts: 3, answered: 2, answerSeconds: expect.any(Number) },
    before: { verifications: 0, verified: 0, answerSeconds: null },
    byCountry: [{ country: 'US', verifications: 3 }],
    byApplication: [{ application: { name: 'test' }, verifications: 3 }],
    byReason: [{ reason: 'busy', count: 1, before: 0, countries: [{ country: 'US', count: 1 }] }],
    ...{ carrierErrors: [], queue: { waiting: 0, delayed: 0, active: 0, oldestWaitSeconds: null } },
  });
  expect([24, 25]).toContain(overview.series.length);
  const sum = (key: 'verified' | 'failed') => overview.series.reduce((total, point) => total + point[key], 0);
  expect([sum('verified'), sum('failed')]).toEqual([2, 0]);
  expect(overview.series.flatMap(({ byReason }) => Object.entries(byReason))).toEqual([['busy', 1]]);
});

it('a longer time is told by the day, and what lies elsewhere is empty', async () => {
  const month = await read({ since: new Date(clock.now().getTime() - 30 * 86_400_000).toISOString() });
  expect([30, 31]).toContain(month.series.length);
  expect(month).toMatchObject({ bucketSeconds: 86_400, totals: { verifications: 3 } });
  const past = { since: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' };
  expect(await read(past)).toMatchObject({ totals: { verifications: 0 }, byApplication: [], cost: [] });
});

it('the last hour is told by five minutes', async () => {
  const hour = await read({ since: new Date(clock.now().getTime() - 3_600_000).toISOString() });
  expect([12, 13]).toContain(hour.series.length);
  expect(hour).toMatchObject({ bucketSeconds: 300, totals: { verifications: 3 } });
  expect(hour.series.reduce((total, { verified }) => total + verified, 0)).toBe(2);
});

it('of one country is what was there alone', async () => {
  expect(await read({ country: 'US' })).toMatchObject({ totals: { verifications: 3 }, byApplication: [{}] });
  expect(await read({ country: 'DE' })).toMatchObject({ totals: { verifications: 0 }, byReason: [] });
  expect(await read({ country: 'unknown' })).toMatchObject({ totals: { verifications: 0 } });
});

it('of one application is its own alone', async () => {
  const silent = await applicationIdOf(test, 'silent');
  expect((await read({ application: silent })).totals.verifications).toBe(0);
  expect((await read({ application: await applicationIdOf(test, 'test') })).totals.verifications).toBe(3);
  const limited = await signInStaff(test, 'support', { application: 'silent' });
  expect(await read({}, limited)).toMatchObject({ totals: { verifications: 0 }, byApplication: [] });
  const elsewhere = `/overview?application=${await applicationIdOf(test, 'test')}`;
  await expectProblem(await limited.get(elsewhere), 'not_found');
});

it.each([
  ['since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z', 'not_acceptable_value', 'since'],
  ['since=2025-01-01T00:00:00Z', 'not_acceptable_value', 'since'],
  ['since=yesterday', 'invalid_request', 'since'],
  ['application=x', 'invalid_request', 'application'],
  ['country=Germany', 'invalid_request', 'country'],
] as const)('%s is %s that names %s', async (query, code, path) => {
  expect(paths(await expectProblem(await viewer.get(`/overview?${query}`), code))).toEqual([path]);
});
