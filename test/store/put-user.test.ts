import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewFactor } from '#ports/factors.ts';
import type { UserChanges } from '#ports/users.ts';
import { create, NUMBER, START, seconds, startStores, type TestStores } from './harness.ts';

let stores: TestStores;
let applicationId: string;
let otherId: string;
beforeAll(async () => {
  stores = await startStores();
  applicationId = stores.application.id;
  const other = { id: randomUUID(), name: 'other', brand: 'Other' };
  await stores.applications.createApplication(other);
  otherId = other.id;
});
afterAll(() => stores.close());

const put = (userId: string, changes: UserChanges, at = START) =>
  stores.users.putUser({ applicationId, userId, changes, at });
const read = (userId: string, application = applicationId) => stores.users.readUser(application, userId, START);
async function addPhone(userId: string, more: Partial<NewFactor> = {}): Promise<string> {
  const factor: NewFactor = {
    ...{ id: uuidv7(), applicationId, userId, number: NUMBER, numberMasked: '+1••••••0123', kind: 'mobile' },
    ...{ extension: null, channel: 'call', status: 'verified', createdAt: START, verifiedAt: START },
    ...more,
  };
  await stores.factors.add(factor, { most: 5, replaceUnverified: false });
  return factor.id;
}

describe('putting a user', () => {
  it('makes it once, and changes what is named alone; null clears', async () => {
    const plain = { displayName: null, mfaRequired: true, locale: null, defaultFactorId: null };
    const rest = { id: 'ann', pinSetAt: null, block: null, createdAt: START };
    expect(await put('ann', {})).toBe('made');
    expect(await read('ann')).toEqual({ ...plain, ...rest });
    expect(await put('ann', { displayName: 'Ann', mfaRequired: false, locale: 'de-DE' }, seconds(9))).toBe('changed');
    expect(await read('ann')).toEqual({ ...plain, ...rest, displayName: 'Ann', mfaRequired: false, locale: 'de-DE' });
    expect(await put('ann', { displayName: null, locale: undefined })).toBe('changed');
    expect(await read('ann')).toEqual({ ...plain, ...rest, mfaRequired: false, locale: 'de-DE' });
  });

  it('takes a verified phone of this user as default, and nothing else; then it changes nothing', async () => {
    const [first, second] = [await addPhone('bob'), await addPhone('bob', { extension: '1' })];
    const unverified = await addPhone('bob', { extension: '2', status: 'unverified', verifiedAt: null });
    const others = await addPhone('bill');
    expect(await put('bob', { defaultFactorId: second })).toBe('changed');
    for (const defaultFactorId of [unverified, others, uuidv7(), 'nothing']) {
      expect(await put('bob', { displayName: 'Bob', defaultFactorId })).toBe('no_such_phone');
    }
    expect(await read('bob')).toMatchObject({ displayName: null, defaultFactorId: second });
    await put('bob', { defaultFactorId: null });
    expect(await read('bob')).toMatchObject({ defaultFactorId: null });
    expect(first).not.toBe(second);
  });

  it('with a phone that it cannot have makes no user', async () => {
    expect(await put('carl', { defaultFactorId: uuidv7() })).toBe('no_such_phone');
    expect(await read('carl')).toBeNull();
  });

  it('many times at once makes it once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, i) => put('dora', { displayName: `Dora ${i}` })));
    expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(1);
    expect((await read('dora'))?.displayName).toMatch(/^Dora \d+$/);
  });

  it('belongs to one application', async () => {
    await put('emma', { displayName: 'Emma' });
    expect(await read('emma', otherId)).toBeNull();
  });
});

describe('removing a user', () => {
  it('forgets them with phones, PIN and blocks; verifications stay', async () => {
    await addPhone('fred');
    await stores.users.setPin({ applicationId, userId: 'fred', pinHash: Buffer.alloc(32), at: START });
    const { id } = await create(stores, { userId: 'fred' });
    const block = { blocked: { userId: 'fred' }, reason: 'x', verificationId: null, at: START, endsAt: seconds(99) };
    await stores.users.block({ applicationId, ...block });
    expect(await stores.users.removeUser(applicationId, 'fred')).toBe(true);
    expect(await read('fred')).toBeNull();
    expect(await stores.factors.list(applicationId, 'fred')).toEqual([]);
    const query = { applicationId, userId: 'fred', toHashes: [], at: START };
    expect(await stores.users.activeBlock(query)).toBeNull();
    expect(await put('fred', {})).toBe('made');
    expect(await read('fred')).toMatchObject({ pinSetAt: null, block: null });
    expect(await stores.store.read(applicationId, id)).not.toBeNull();
  });

  it('of another application, or whom nobody knows, removes nobody', async () => {
    await put('gail', {});
    expect(await stores.users.removeUser(otherId, 'gail')).toBe(false);
    expect(await stores.users.removeUser(applicationId, 'nobody')).toBe(false);
    expect(await read('gail')).not.toBeNull();
  });
});
