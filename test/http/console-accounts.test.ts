import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffLine } from '#http/console/console-api.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { createStaff, type StaffClient, signInStaff } from './console-staff.ts';
import { applicationIdOf } from './phones.ts';
import { expectProblem } from './problem.ts';

let test: TestService;
let administrator: StaffClient;
beforeAll(async () => {
  test = await startTestService({ worker: false });
  await test.addApplication('other');
  administrator = await signInStaff(test, 'administrator');
});
afterAll(() => test.close());

const reason = 'moved to another team';
const lineOf = async (client: StaffClient, id: string) =>
  (await client.read<StaffLine[]>('/staff')).find((line) => line.id === id);

describe('accounts', () => {
  it('are listed with their sessions, and without what opens them', async () => {
    const viewer = await signInStaff(test, 'viewer', { application: 'other', passwordHash: '$argon2id$secret' });
    const lines = await administrator.read<StaffLine[]>('/staff');
    expect(lines.find(({ id }) => id === viewer.staff.id)).toMatchObject({
      ...{ role: 'viewer', application: { name: 'other' }, signsInBy: ['password'], disabledAt: null },
      sessions: [{ userAgent: 'Firefox on Linux', current: false }],
    });
    expect(lines.find(({ id }) => id === administrator.staff.id)?.sessions).toMatchObject([{ current: true }]);
    expect(JSON.stringify(lines)).not.toMatch(/argon2|hash|token/i);
  });

  it('get another role, application, or are disabled, with a reason; and are signed out by it', async () => {
    const { staff, get } = await signInStaff(test, 'viewer');
    const applicationId = await applicationIdOf(test, 'other');
    const changed = await administrator.patch(`/staff/${staff.id}`, { role: 'support', applicationId, reason });
    expect(await changed.json()).toMatchObject({ role: 'support', application: { id: applicationId }, sessions: [] });
    await expectProblem(await get('/applications'), 'signed_out');
    expect((await test.service.deps.audit.list({ limit: 1 }))[0]).toMatchObject({
      ...{ action: 'staff.manage', outcome: 'done', staffId: administrator.staff.id, reason },
      ...{ subject: { type: 'staff', id: staff.id }, data: { role: 'support', applicationId } },
    });
    await administrator.patch(`/staff/${staff.id}`, { disabled: true, reason });
    expect((await lineOf(administrator, staff.id))?.disabledAt).not.toBeNull();
    await administrator.patch(`/staff/${staff.id}`, { disabled: false, reason });
    expect((await lineOf(administrator, staff.id))?.disabledAt).toBeNull();
  });

  it('are not changed by whose they are', async () => {
    for (const changes of [{ role: 'viewer' }, { disabled: true }]) {
      const refused = await administrator.patch(`/staff/${administrator.staff.id}`, { ...changes, reason });
      await expectProblem(refused, 'forbidden');
    }
    expect((await test.service.deps.audit.list({ limit: 1 }))[0]).toMatchObject({ outcome: 'failed' });
  });

  it('keep an administrator of all applications, also when two disable each other at once', async () => {
    const own = await startTestService({ worker: false });
    try {
      const [one, other] = [await signInStaff(own, 'administrator'), await signInStaff(own, 'administrator')];
      const disable = (by: StaffClient, whom: StaffClient) =>
        by.patch(`/staff/${whom.staff.id}`, { disabled: true, reason });
      await Promise.all([disable(one, other), disable(other, one)]);
      const left = (await own.service.deps.staff.list()).filter(({ disabledAt }) => disabledAt === null);
      expect(left).toHaveLength(1);
      const { outcome } = await own.service.deps.staff.change(left[0]?.id ?? '', { role: 'viewer' }, new Date());
      expect(outcome).toBe('last_administrator');
    } finally {
      await own.close();
    }
  });

  it.each([
    ['no reason', { role: 'viewer' }, 'invalid_request'],
    ['a reason that says nothing', { role: 'viewer', reason: ' x ' }, 'invalid_request'],
    ['nothing to change', { reason }, 'invalid_request'],
    ['a role that is not there', { role: 'boss', reason }, 'invalid_request'],
    ['a field that is not there', { passwordHash: 'x', reason }, 'invalid_request'],
    ['an application that is not there', { applicationId: crypto.randomUUID(), reason }, 'not_acceptable_value'],
  ] as const)('are not changed by a request with %s', async (_what, body, code) => {
    const { id } = await createStaff(test, 'support');
    await expectProblem(await administrator.patch(`/staff/${id}`, body), code);
    expect((await lineOf(administrator, id))?.role).toBe('support');
  });

  it.each(['not-an-id', crypto.randomUUID()])('that are not there (%s) are 404', async (id) => {
    await expectProblem(await administrator.patch(`/staff/${id}`, { role: 'viewer', reason }), 'not_found');
    await expectProblem(await administrator.delete(`/staff/sessions/${id}`), 'not_found');
  });
});

it('a session that an administrator ends is over at once', async () => {
  const viewer = await signInStaff(test, 'viewer');
  const [session] = (await lineOf(administrator, viewer.staff.id))?.sessions ?? [];
  expect((await administrator.delete(`/staff/sessions/${session?.id}`)).status).toBe(204);
  await expectProblem(await viewer.get('/applications'), 'signed_out');
  await expectProblem(await administrator.delete(`/staff/sessions/${session?.id}`), 'not_found');
});

describe('an administrator of one application', () => {
  it('sees and changes its staff alone, and gives nobody more than that', async () => {
    const limited = await signInStaff(test, 'administrator', { application: 'other' });
    const colleague = await createStaff(test, 'viewer', { application: 'other' });
    const everywhere = await signInStaff(test, 'viewer');
    const seen = (await limited.read<StaffLine[]>('/staff')).map(({ id }) => id);
    expect(seen).toContain(colleague.id);
    expect(seen).not.toContain(everywhere.staff.id);
    await expectProblem(await limited.patch(`/staff/${everywhere.staff.id}`, { role: 'support', reason }), 'not_found');
    const [session] = (await lineOf(administrator, everywhere.staff.id))?.sessions ?? [];
    await expectProblem(await limited.delete(`/staff/sessions/${session?.id}`), 'not_found');
    for (const applicationId of [null, await applicationIdOf(test, 'test')]) {
      await expectProblem(await limited.patch(`/staff/${colleague.id}`, { applicationId, reason }), 'forbidden');
    }
    expect((await limited.patch(`/staff/${colleague.id}`, { role: 'support', reason })).status).toBe(200);
    expect((await limited.read<{ name: string }[]>('/applications')).map(({ name }) => name)).toEqual(['other']);
  });
});
