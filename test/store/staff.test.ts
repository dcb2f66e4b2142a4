import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_IDLE_SECONDS } from '#domain/staff.ts';
import type { StaffRecord } from '#ports/staff.ts';
import { START, seconds, startStores, type TestStores } from './harness.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

async function account(more: Partial<StaffRecord> = {}): Promise<StaffRecord> {
  const id = uuidv7();
  const staff: StaffRecord = {
    ...{ id, email: `${id}@acme.example`, displayName: 'Ann', role: 'viewer', applicationId: null, passwordHash: null },
    ...{ oidcSubject: null, phoneRequired: false, createdAt: START, disabledAt: null, ...more },
  };
  expect(await stores.staff.create(staff)).toBe(true);
  return staff;
}

async function session(staffId: string, flowId: string | null = null, expiresAt = seconds(43_200)) {
  const opened = { id: uuidv7(), tokenHash: Buffer.from(uuidv7()), staffId, flowId };
  const times = { createdAt: START, seenAt: START, expiresAt };
  await stores.staff.openSession({ ...opened, userAgent: 'Firefox', ...times });
  return opened;
}

describe('accounts', () => {
  it('have an address of their own, also when two are made at once', async () => {
    const { email, ...staff } = await account();
    const made = await Promise.all(
      [1, 2].map(() => stores.staff.create({ ...staff, id: uuidv7(), email: 'x@a.example' })),
    );
    expect(made.toSorted()).toEqual([false, true]);
    expect(await stores.staff.create({ ...staff, id: uuidv7(), email })).toBe(false);
    expect(await stores.staff.findByEmail('x@a.example')).toMatchObject({ displayName: 'Ann' });
  });

  it('limited to an application stay so: the application cannot go away beneath them', async () => {
    await account({ applicationId: stores.application.id });
    const removed = stores.database.query('remove', 'DELETE FROM applications WHERE id = $1', [stores.application.id]);
    await expect(removed).rejects.toThrow(/foreign key/);
  });
});

describe('sessions', () => {
  it('are completed once, by the visit they wait for', async () => {
    const [{ id: staffId }, flowId] = [await account(), uuidv7()];
    const { id } = await session(staffId, flowId);
    expect(await stores.staff.completeSession(id, uuidv7())).toBe(false);
    const tries = await Promise.all([1, 2, 3].map(() => stores.staff.completeSession(id, flowId)));
    expect(tries.filter(Boolean)).toHaveLength(1);
  });

  it('are in force while they are used, and listed as such', async () => {
    const { id } = await account();
    const used = await session(id);
    const unused = await session(id);
    const at = seconds(SESSION_IDLE_SECONDS);
    expect(await stores.staff.useSession(used.tokenHash, at, START)).toMatchObject({ id: used.id, staff: { id } });
    const later = seconds(SESSION_IDLE_SECONDS + 1);
    expect((await stores.staff.sessions(later, id)).map((each) => each.id)).toEqual([used.id]);
    expect(await stores.staff.useSession(unused.tokenHash, later, seconds(1))).toBeNull();
    expect(await stores.staff.endSession(used.id, later)).toBe(true);
    expect(await stores.staff.useSession(used.tokenHash, later, seconds(1))).toBeNull();
    expect(await stores.staff.endSession(used.id, later)).toBe(false);
  });

  it('outlive a change of name, and end with the password', async () => {
    const { id } = await account({ passwordHash: 'one' });
    const { tokenHash } = await session(id);
    await stores.staff.change(id, { displayName: 'Anna', phoneRequired: true, passwordHash: 'one' }, START);
    expect(await stores.staff.useSession(tokenHash, START, START)).not.toBeNull();
    await stores.staff.change(id, { passwordHash: 'two' }, START);
    expect(await stores.staff.useSession(tokenHash, START, START)).toBeNull();
  });

  it('are forgotten when they have been over for long, so many at a time', async () => {
    const { id } = await account();
    for (let i = 0; i < 3; i++) await session(id, null, seconds(10));
    await session(id, null, seconds(1_000));
    expect(await stores.staff.forgetSessions(seconds(100), 2)).toBe(2);
    expect(await stores.staff.forgetSessions(seconds(100), 2)).toBe(1);
    expect(await stores.staff.forgetSessions(seconds(100), 2)).toBe(0);
  });
});
