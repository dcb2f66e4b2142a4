import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { declaredRoutes } from '#http/console/routes.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { type StaffClient, signInStaff } from './console-staff.ts';
import { anyRequest } from './fuzz.ts';

const reason = 'The person asked for it';
let test: TestService;
let administrator: StaffClient;
beforeAll(async () => {
  test = await startTestService();
  administrator = await signInStaff(test, 'administrator');
});
afterAll(() => test.close());

/** What is right of bodies, by the end of their address. */
const bodies: Record<string, object> = {
  ...{ 'call-again': { reason, channel: 'call' }, block: { reason, until: null }, bypass: { reason, seconds: 60 } },
  ...{ reset: { reason, factors: true }, ':id': { reason, role: 'viewer', disabled: true } },
};
// What is known by heart: a page of changes never ends.
const routes = declaredRoutes({ publicUrl: 'http://127.0.0.1' } as never).declared.filter(
  ({ path }) => path !== '/changes',
);

/** Queries that are right, and those that mean something to databases and calendars. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }).map((any) => any.toWellFormed()),
  fc.constantFrom(
    '',
    '%',
    '_%',
    '\0',
    '+12025550100',
    '-1',
    '0',
    '1e999',
    'NaN',
    '21211',
    '2147483648',
    '9007199254740991',
  ),
  fc.constantFrom('000000000000000000', '999999999999999999', '00000000-0000-0000-0000-000000000000'),
  fc.constantFrom('0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2026-02-30T00:00:00Z'),
  fc.constantFrom('9999-12-31T23:59:59-23:59', '0001-01-01T00:00:00+23:59', '1969-12-31T23:59:59Z'),
  fc.constantFrom('csv', 'jsonl', 'user', 'unknown', 'US', 'pending', 'no_answer', 'off', 'staff.manage', 'failed'),
  fc.uuid(),
);
const names = ['q', 'status', 'reason', 'country', 'errorCode', 'since', 'until', 'cursor', 'limit', 'application'];
const others = ['staff', 'action', 'outcome', 'subjectType', 'subjectId', 'format', 'ringTimeoutSeconds', 'maxPrompts'];
const query = fc
  .array(fc.tuple(fc.constantFrom(...names, ...others, 'machineDetection'), text), { minLength: 1, maxLength: 2 })
  .map((pairs) => `?${new URLSearchParams(pairs)}`);

async function expectAnswer(response: Response): Promise<void> {
  const body = await response.text();
  expect(response.status, body).toBeLessThan(500);
  if (response.status >= 400) expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
}

it('no route fails, whatever the ids and bodies', async () => {
  const { id } = await test.api.create({ userId: 'ada', to: '+12025550100' });
  await test.api.outcome(id);
  const [application] = await administrator.read<{ id: string }[]>('/applications');
  const known: Record<string, string> = { ':applicationId': String(application?.id), ':userId': 'ada' };
  const templates = routes.flatMap(({ method, path }) => {
    const right = bodies[path.split('/').at(-1) ?? ''] ?? { reason };
    const paths = [
      path.replace(/:(application|user)Id/g, (name) => known[name] ?? name),
      path.replace('/verifications/:id', `/verifications/${id}`),
      path,
    ];
    return paths.map((at) => [method.toUpperCase(), at.replace(/:\w+/g, '{}'), { ...right }] as const);
  });
  const send = async ({
    method,
    path,
    body,
    headers,
  }: {
    method: string;
    path: string;
    body: string;
    headers: Record<string, string>;
  }) => {
    await expectAnswer(await administrator.fetch(path, method === 'GET' ? { headers } : { method, body, headers }));
  };
  await fc.assert(fc.asyncProperty(anyRequest(templates), send), { numRuns: 300 });
});

it('no list, chart, replay or export fails, whatever is asked of it', async () => {
  const { id } = await test.api.create({ userId: 'bob', to: '+12025550100' });
  await test.api.outcome(id);
  const reads = ['/verifications', '/audit', '/overview', `/verifications/${id}/replay`, '/audit/export'];
  const send = async (path: string, asked: string) => {
    const format = path === '/audit/export' && !asked.includes('format=') ? '&format=csv' : '';
    await expectAnswer(await administrator.get(path + asked + format));
  };
  await fc.assert(fc.asyncProperty(fc.constantFrom(...reads), query, send), { numRuns: 300 });
  for (const path of reads) {
    for (const name of ['since', 'until', 'errorCode', 'cursor', 'limit']) {
      for (const value of [
        '0000-01-01T00:00:00Z',
        '0001-01-01T00:00:00+23:59',
        '9999-12-31T23:59:59-23:59',
        '9007199254740991',
        '-9007199254740991',
      ]) {
        await send(path, `?${new URLSearchParams({ [name]: value })}`);
      }
    }
  }
});

it('signing in, the own account and the queue never fail', async () => {
  const ofSession = anyRequest([
    ['POST', '/console/api/session', { email: 'ada@acme.example', password: 'correct horse battery' }],
    ['POST', '/console/api/session/phone', { flow: 'x', code: 'y' }],
    ['PUT', '/console/api/session/protection', { phoneRequired: true }],
    ['GET', '/console/api/session/oidc/return?code={}&state={}', {}],
    ['GET', '/console/queue/api/queues/calls/{}', {}],
    ['GET', '/console/queue/{}/{}', {}],
    ['GET', '/console/{}', {}],
  ]);
  const { origin } = new URL(test.url);
  const { cookie } = administrator;
  await fc.assert(
    fc.asyncProperty(ofSession, async ({ method, path, body, headers }) => {
      // It would sign out whoever goes on.
      if (method === 'DELETE' || (method === 'POST' && path === '/console/api/session')) return;
      const init = { method, headers: { cookie, origin, ...headers }, ...(method !== 'GET' && { body }) };
      const response = await fetch(test.url + path, { redirect: 'manual', ...init });
      expect(response.status, await response.text()).toBeLessThan(500);
    }),
    { numRuns: 200 },
  );
});
