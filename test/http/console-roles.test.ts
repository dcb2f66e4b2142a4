import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actions, may, type Role, roles } from '#domain/staff.ts';
import { declaredRoutes } from '#http/console/routes.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { type StaffClient, signInStaff } from './console-staff.ts';
import { expectProblem } from './problem.ts';

const NOBODYS = '019ad3b0-0000-7000-8000-000000000000';
let test: TestService;
let clients: Record<Role, StaffClient>;
beforeAll(async () => {
  test = await startTestService({ worker: false });
  const [viewer, support, administrator] = await Promise.all(roles.map((role) => signInStaff(test, role)));
  if (!viewer || !support || !administrator) throw new Error('There are roles that nobody has.');
  clients = { viewer, support, administrator };
});
afterAll(() => test.close());

// What the routes are does not depend on what they work with.
const routes = declaredRoutes({ publicUrl: 'http://127.0.0.1' } as never).declared;
const pathOf = (path: string) => path.replace(/:\w+/g, NOBODYS);
const ask = (client: StaffClient, { method, path }: (typeof routes)[number]) => {
  const gone = AbortSignal.timeout(10_000);
  return client.fetch(pathOf(path), { method: method.toUpperCase(), signal: gone });
};

describe.each(routes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
  '%s',
  (_, route) => {
    it.each(roles)('%s: as the table has it', async (role) => {
      const before = (await test.service.deps.audit.list({ limit: 1 }))[0]?.id;
      const response = await ask(clients[role], route);
      if (may(role, route.action)) {
        // Whatever else it says: there is no such thing, or the request lacks something.
        expect([401, 403, 500]).not.toContain(response.status);
        await response.body?.cancel();
        return;
      }
      expect((await expectProblem(response, 'forbidden')).detail).toContain(actions[route.action].least);
      const [entry] = await test.service.deps.audit.list({ limit: 1 });
      expect(entry?.id).not.toBe(before);
      expect(entry).toMatchObject({
        ...{ action: route.action, outcome: 'refused', staffId: clients[role].staff.id },
        data: { method: route.method.toUpperCase(), path: pathOf(route.path), role },
      });
    });

    it('opens to nobody who is signed out', async () => {
      const response = await fetch(`${test.url}/console/api${pathOf(route.path)}`, {
        ...{ method: route.method.toUpperCase(), headers: { origin: test.url } },
      });
      await expectProblem(response, 'signed_out');
    });

    const changes = route.method !== 'get';
    if (changes)
      it('is asked for by our own pages only', async () => {
        const { cookie } = clients.administrator;
        for (const headers of [{ cookie, origin: 'https://evil.example' }, { cookie }, { cookie, origin: 'null' }]) {
          const init = { method: route.method.toUpperCase(), headers };
          await expectProblem(await fetch(`${test.url}/console/api${pathOf(route.path)}`, init), 'forbidden');
        }
      });
  },
);

it('whoever signs out, is disabled, or gets another role, is out at once', async () => {
  const { deps } = test.service;
  for (const changes of [{ disabledAt: new Date() }, { role: 'support' as const }]) {
    const client = await signInStaff(test, 'viewer');
    await deps.staff.change(client.staff.id, changes, new Date());
    await expectProblem(await client.get('/applications'), 'signed_out');
  }
});
