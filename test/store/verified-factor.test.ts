import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NewFactor } from '#ports/factors.ts';
import type { VerificationRecord } from '#ports/store.ts';
import { apply, create, NUMBER, START, seconds, startStores, type TestStores } from './harness.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

async function addPhone(userId: string, more: Partial<NewFactor> = {}): Promise<string> {
  const factor: NewFactor = {
    ...{ id: uuidv7(), applicationId: stores.application.id, userId, number: NUMBER, numberMasked: '+1••••••0123' },
    ...{ kind: 'mobile', extension: null, channel: 'call', status: 'unverified', createdAt: START, verifiedAt: null },
    ...more,
  };
  await stores.factors.add(factor, { most: 5, replaceUnverified: false });
  return factor.id;
}
/** Somebody answers, and presses a key. */
async function press(record: VerificationRecord, key: 'right' | 'wrong' = 'right') {
  const about = { attemptId: record.attempt.id, sid: `CA${record.attempt.id}`, answeredBy: null };
  const { next } = await apply(stores.store, record, { type: 'answered', ...about }, seconds(3));
  return apply(stores.store, next, { type: 'key_pressed', ...about, key, prompt: 1 }, seconds(5));
}
const calls = async (userId: string, factorId: string) => create(stores, { userId, factorId });
const list = (userId: string) => stores.factors.list(stores.application.id, userId);
const defaultOf = async (userId: string) =>
  (await stores.users.readUser(stores.application.id, userId, START))?.defaultFactorId;

it('a phone that was answered and confirmed is verified from then on, and the default of its user', async () => {
  const factorId = await addPhone('ann');
  expect((await press(await calls('ann', factorId))).next.status).toBe('verified');
  expect(await list('ann')).toMatchObject([{ id: factorId, status: 'verified', verifiedAt: seconds(5) }]);
  expect(await defaultOf('ann')).toBe(factorId);
});

it('a phone that was answered and not confirmed is not', async () => {
  const factorId = await addPhone('bob');
  expect((await press(await calls('bob', factorId), 'wrong')).next.status).toBe('pending');
  expect(await list('bob')).toMatchObject([{ status: 'unverified', verifiedAt: null }]);
  expect(await defaultOf('bob')).toBeNull();
});

it('a second phone is verified too, and the default stays', async () => {
  const first = await addPhone('carl', { status: 'verified', verifiedAt: START });
  const second = await addPhone('carl', { extension: '1' });
  await press(await calls('carl', second));
  expect(await list('carl')).toMatchObject([{ status: 'verified' }, { status: 'verified', verifiedAt: seconds(5) }]);
  expect(await defaultOf('carl')).toBe(first);
  await stores.users.putUser({
    ...{ applicationId: stores.application.id, userId: 'carl', at: START },
    changes: { defaultFactorId: null },
  });
  await press(await calls('carl', await addPhone('carl', { extension: '2' })));
  expect(await defaultOf('carl')).toBeNull();
});

it('a phone that was verified before keeps the time when it was', async () => {
  const factorId = await addPhone('dora', { status: 'verified', verifiedAt: START });
  await press(await calls('dora', factorId));
  expect(await list('dora')).toMatchObject([{ verifiedAt: START }]);
});

it('what follows the confirmation does not choose the default again', async () => {
  const factorId = await addPhone('emma');
  const { next } = await press(await calls('emma', factorId));
  const changes = { defaultFactorId: null };
  await stores.users.putUser({ applicationId: stores.application.id, userId: 'emma', changes, at: START });
  const { attemptId, sid } = { attemptId: next.attempt.id, sid: `CA${next.attempt.id}` };
  const over = { callStatus: 'completed', answeredBy: null, sipResponseCode: null, carrierReason: null } as const;
  const after = await apply(stores.store, next, { type: 'call_progress', attemptId, sid, ...over }, seconds(9));
  expect(after.next.version).toBeGreaterThan(next.version);
  expect(await defaultOf('emma')).toBeNull();
});

it('a verification verifies no phone of another user, nor one that is gone', async () => {
  const others = await addPhone('fred');
  await addPhone('gail');
  expect((await press(await calls('gail', others))).next.status).toBe('verified');
  const gone = await addPhone('hugh');
  const ringing = await calls('hugh', gone);
  await stores.factors.remove(stores.application.id, 'hugh', gone);
  expect((await press(ringing)).outcome).toBe('saved');
  expect(await list('fred')).toMatchObject([{ status: 'unverified' }]);
  expect([await defaultOf('gail'), await defaultOf('hugh')]).toEqual([null, null]);
});

it('many phones of many users that are answered at once while others are added and removed are all verified', async () => {
  const users = Array.from({ length: 10 }, (_, i) => `many-${i}`);
  const phones = await Promise.all(
    users.flatMap((user) => ['1', '2'].map((extension) => addPhone(user, { extension }))),
  );
  await Promise.all(
    phones.map(async (factorId, i) => {
      const userId = `many-${Math.floor(i / 2)}`;
      const other = addPhone(userId, { extension: `9${i}` });
      await press(await calls(userId, factorId));
      await stores.factors.remove(stores.application.id, userId, await other);
    }),
  );
  for (const user of users) {
    const factors = await list(user);
    expect(factors.map(({ status }) => status)).toEqual(['verified', 'verified']);
    expect(factors.map(({ id }) => id)).toContain(await defaultOf(user));
  }
});
