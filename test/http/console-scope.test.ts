import { afterAll, beforeAll, expect, it } from 'vitest';
import { declaredRoutes } from '#http/console/routes.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { type StaffClient, signInStaff } from './console-staff.ts';
import { applicationIdOf } from './phones.ts';
import { expectProblem } from './problem.ts';

const reason = 'Curious about the neighbours';
let test: TestService;
let limited: StaffClient;
let theirs: Record<string, string>;
beforeAll(async () => {
  test = await startTestService();
  await test.addApplication('own');
  limited = await signInStaff(test, 'administrator', { application: 'own' });
  const { id } = await test.api.create({ to: '+12025550100', userId: 'ada' });
  await test.api.outcome(id);
  const everywhere = await signInStaff(test, 'administrator');
  const [session] = await test.service.deps.staff.sessions(new Date(), everywhere.staff.id);
  theirs = {
    ...{ ':applicationId': await applicationIdOf(test, 'test'), ':userId': 'ada', ':factorId': 'x' },
    ...{ verifications: id, staff: everywhere.staff.id, sessions: String(session?.id) },
  };
});
afterAll(() => test.close());

const routes = declaredRoutes({ publicUrl: 'http://127.0.0.1' } as never).declared;
const stored = async () => {
  const { deps } = test.service;
  const [staff, sessions] = [await deps.staff.list(), await deps.staff.sessions(new Date())];
  const applicationId = theirs[':applicationId'] ?? '';
  const used = sessions.map(({ seenAt: _, ...session }) => session);
  return JSON.stringify([staff, used, await deps.users.readUser(applicationId, 'ada', new Date())]);
};

const named = routes.filter(({ path }) => path.includes(':')).map(({ method, path }) => [method, path] as const);
it.each(named)('%s %s: what belongs to another application is not there', async (method, path) => {
  const at = path
    .replace(/(\w+)\/:id/, (_, kind) => `${kind}/${theirs[kind]}`)
    .replace(/:\w+/g, (name) => theirs[name] ?? name);
  expect(at).not.toMatch(/:|undefined/);
  const bodies: Record<string, object> = {
    bypass: { seconds: 60 },
    reset: { factors: true },
    ':id': { disabled: true },
  };
  const body = method === 'get' ? undefined : JSON.stringify({ reason, ...bodies[path.split('/').at(-1) ?? ''] });
  const before = await stored();
  const sent = { method: method.toUpperCase(), ...(body !== undefined && { body }) };
  await expectProblem(await limited.fetch(at, sent), 'not_found');
  expect(await stored()).toBe(before);
});

const lists = [
  '/applications',
  '/verifications',
  '/verifications?q=ada',
  '/verifications?q=%2B12025550100',
  '/audit',
  '/staff',
  '/overview',
];
it.each([...lists, '/audit/export?format=jsonl'])('%s tells nothing of another application', async (path) => {
  const text = await (await limited.get(path)).text();
  for (const word of [...Object.values(theirs), '"test"']) if (word !== 'x') expect(text).not.toContain(word);
  const asked = `${path}${path.includes('?') ? '&' : '?'}application=${theirs[':applicationId']}`;
  expect(await (await limited.get(asked)).text()).not.toContain('"userId":"ada"');
});

it('nobody gives themselves or a colleague more than they have', async () => {
  const colleague = await signInStaff(test, 'viewer', { application: 'own' });
  for (const applicationId of [null, theirs[':applicationId']]) {
    for (const { id } of [limited.staff, colleague.staff]) {
      await expectProblem(await limited.patch(`/staff/${id}`, { applicationId, reason }), 'forbidden');
    }
  }
});
