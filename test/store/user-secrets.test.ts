import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '#ports/store.ts';
import type { RememberedDeviceRecord, UserSecretStore, Whose } from '#ports/user-secrets.ts';
import { openDatabase } from '#store/database.ts';
import { openPrisma } from '#store/prisma.ts';
import { createUserSecretStore } from '#store/user-secrets.ts';
import { START, seconds, startStores, type TestStores } from './harness.ts';

let stores: TestStores;
let secrets: UserSecretStore;
let otherApplication: string;
beforeAll(async () => {
  stores = await startStores();
  secrets = createUserSecretStore(stores.database, openPrisma(stores.database));
  otherApplication = uuidv7();
  await stores.applications.createApplication({ id: otherApplication, name: 'other', brand: 'Other' });
});
afterAll(() => stores.close());

/** A user of one's own for each test, and who has the same name in another application. */
const user = (userId: string): Whose => ({ applicationId: stores.application.id, userId });
const namesake = (userId: string): Whose => ({ applicationId: otherApplication, userId });
const isKnown = async ({ applicationId, userId }: Whose) =>
  (await stores.users.readUser(applicationId, userId, START)) !== null;
const times = (count: number) => Array.from({ length: count }, (_, i) => i);
const countTrue = (answers: boolean[]) => answers.filter(Boolean).length;

describe('app passwords', () => {
  const add = (whose: Whose, more: { id?: string; name?: string; hash?: Buffer; most?: number } = {}) =>
    secrets.addAppPassword({
      ...{ ...whose, id: uuidv7(), name: 'Mail', hash: randomBytes(32), at: START, most: 40 },
      ...more,
    });

  it('are listed newest first, without a hash, and make the user known', async () => {
    const whose = user('lists');
    expect([await secrets.appPasswords(whose), await isKnown(whose)]).toEqual([[], false]);
    for (const name of ['Mail', 'Calendar']) await add(whose, { name });
    expect(await secrets.appPasswords(whose)).toEqual([
      { id: expect.any(String), name: 'Calendar', createdAt: START, lastUsedAt: null },
      { id: expect.any(String), name: 'Mail', createdAt: START, lastUsedAt: null },
    ]);
    expect(await isKnown(whose)).toBe(true);
  });

  it('are never more than may be, however many are asked for at once, and one removed makes room', async () => {
    const whose = user('many');
    expect(countTrue(await Promise.all(times(12).map(() => add(whose, { most: 5 }))))).toBe(5);
    const [first] = await secrets.appPasswords(whose);
    expect(await secrets.removeAppPassword(whose, first?.id ?? '')).toBe(true);
    expect(countTrue([await add(whose, { most: 5 }), await add(whose, { most: 5 })])).toBe(1);
  });

  it('are found by any of the hashes, and remember when they were used', async () => {
    const [whose, hash, id] = [user('uses'), randomBytes(32), uuidv7()];
    await add(whose, { id, hash });
    expect(await secrets.useAppPassword(whose, [randomBytes(32)], seconds(1))).toBeNull();
    const used = { id, name: 'Mail', createdAt: START, lastUsedAt: seconds(1) };
    expect(await secrets.useAppPassword(whose, [randomBytes(32), hash], seconds(1))).toEqual(used);
    expect(await secrets.appPasswords(whose)).toEqual([used]);
  });

  it('are of one user of one application', async () => {
    const [whose, hash, id] = [user('owns'), randomBytes(32), uuidv7()];
    await add(whose, { id, hash });
    for (const stranger of [user('another'), namesake('owns')]) {
      expect(await secrets.appPasswords(stranger)).toEqual([]);
      expect(await secrets.useAppPassword(stranger, [hash], START)).toBeNull();
      for (const each of [id, 'no id']) expect(await secrets.removeAppPassword(stranger, each)).toBe(false);
      await secrets.removeAllAppPasswords(stranger);
    }
    expect(await secrets.appPasswords(whose)).toHaveLength(1);
    await secrets.removeAllAppPasswords(whose);
    expect(await secrets.appPasswords(whose)).toEqual([]);
  });
});

describe('remembered devices', () => {
  /** One that was remembered by a phone of the user's. */
  async function remember(whose: Whose, more: Partial<RememberedDeviceRecord> = {}) {
    const tokenHash = randomBytes(32);
    const device = {
      ...{ id: uuidv7(), name: 'Firefox on Windows', factorId: uuidv7(), createdAt: START, expiresAt: seconds(60) },
      ...{ lastUsedAt: null, ...more },
    };
    await secrets.rememberDevice({ ...device, ...whose, tokenHash });
    await addPhone(whose, device.factorId);
    return { device, tokenHash };
  }
  const addPhone = ({ applicationId, userId }: Whose, id: string) =>
    stores.database.query(
      'add-phone',
      `INSERT INTO factors (
         id, application_id, user_id, kind, channel, status, number_masked, number_encrypted, number_hash, created_at
       ) VALUES ($1, $2, $3, 'mobile', 'call', 'verified', '+1', '', $4, $5)`,
      [id, applicationId, userId, randomBytes(32), START],
    );

  it('are listed newest first until their end, which is not part of it', async () => {
    const whose = user('remembers');
    const first = await remember(whose);
    const second = await remember(whose, { expiresAt: seconds(120) });
    expect(await secrets.devices(whose, seconds(59))).toEqual([second.device, first.device]);
    expect(await secrets.devices(whose, seconds(60))).toEqual([second.device]);
  });

  it('are found by their token until their end, and remember when they were used', async () => {
    const whose = user('comes-back');
    const { device, tokenHash } = await remember(whose);
    const used = { ...device, lastUsedAt: seconds(59) };
    expect(await secrets.useDevice(whose, tokenHash, START, seconds(59))).toEqual(used);
    expect(await secrets.devices(whose, START)).toEqual([used]);
    expect(await secrets.useDevice(whose, randomBytes(32), START, START)).toBeNull();
    expect(await secrets.useDevice(whose, tokenHash, START, seconds(60))).toBeNull();
  });

  it('are not found when they were remembered too long ago', async () => {
    const whose = user('long-ago');
    const { tokenHash } = await remember(whose);
    expect(await secrets.useDevice(whose, tokenHash, new Date(START.getTime() + 1), seconds(1))).toBeNull();
  });

  it.each(['DELETE FROM factors WHERE id = $1', "UPDATE factors SET status = 'unverified' WHERE id = $1"])(
    'are worth nothing without the phone that was answered: %s',
    async (text) => {
      const whose = user('no-phone');
      const { device, tokenHash } = await remember(whose);
      await stores.database.query(text, text, [device.factorId]);
      expect(await secrets.devices(whose, START)).toEqual([]);
      expect(await secrets.useDevice(whose, tokenHash, START, START)).toBeNull();
    },
  );

  it('are of one user of one application', async () => {
    const whose = user('owns-device');
    const { device, tokenHash } = await remember(whose);
    for (const stranger of [user('another'), namesake('owns-device')]) {
      expect(await secrets.devices(stranger, START)).toEqual([]);
      expect(await secrets.useDevice(stranger, tokenHash, START, START)).toBeNull();
      for (const each of [device.id, 'no id']) expect(await secrets.forgetDevice(stranger, each)).toBe(false);
      await secrets.forgetAllDevices(stranger);
    }
    expect(await secrets.forgetDevice(whose, device.id)).toBe(true);
    expect(await secrets.useDevice(whose, tokenHash, START, START)).toBeNull();
    await remember(whose);
    await secrets.forgetAllDevices(whose);
    expect(await secrets.devices(whose, START)).toEqual([]);
  });
});

describe('a bypass', () => {
  const grant = (whose: Whose, more: { reason?: string; at?: Date; endsAt?: Date } = {}) =>
    secrets.grantBypass({ ...whose, id: uuidv7(), reason: 'lost phone', at: START, endsAt: seconds(60), ...more });

  it('is in force until its end, which is not part of it, and makes the user known', async () => {
    const whose = user('bypassed');
    const granted = await grant(whose);
    expect(granted).toEqual({ reason: 'lost phone', createdAt: START, endsAt: seconds(60) });
    expect(await secrets.bypass(whose, seconds(59))).toEqual(granted);
    expect(await secrets.bypass(whose, seconds(60))).toBeNull();
    expect(await secrets.useBypass(whose, seconds(60))).toBe(false);
    expect(await isKnown(whose)).toBe(true);
  });

  it('is used by one of however many try at once', async () => {
    const whose = user('once');
    await grant(whose);
    expect(countTrue(await Promise.all(times(10).map(() => secrets.useBypass(whose, seconds(1)))))).toBe(1);
    expect(await secrets.bypass(whose, seconds(1))).toBeNull();
  });

  it('granted many times, also at once, lets in once', async () => {
    const whose = user('granted-twice');
    await Promise.all(times(8).map((i) => grant(whose, { reason: `reason ${i}` })));
    const last = await grant(whose, { reason: 'the last', endsAt: seconds(30) });
    expect(await secrets.bypass(whose, START)).toEqual(last);
    expect([await secrets.useBypass(whose, START), await secrets.useBypass(whose, START)]).toEqual([true, false]);
  });

  it('that was revoked lets nobody in, and another may be granted', async () => {
    const whose = user('revoked');
    await grant(whose);
    await secrets.revokeBypass(whose, seconds(1));
    expect([await secrets.bypass(whose, seconds(1)), await secrets.useBypass(whose, seconds(1))]).toEqual([
      null,
      false,
    ]);
    await grant(whose, { at: seconds(1) });
    expect(await secrets.useBypass(whose, seconds(1))).toBe(true);
  });

  it('is of one user of one application', async () => {
    await grant(user('owns-bypass'));
    for (const stranger of [user('another'), namesake('owns-bypass')]) {
      await secrets.revokeBypass(stranger, START);
      expect([await secrets.bypass(stranger, START), await secrets.useBypass(stranger, START)]).toEqual([null, false]);
    }
    expect(await secrets.useBypass(user('owns-bypass'), START)).toBe(true);
  });
});

it('a database that is away is StoreUnavailable, for each method', async () => {
  const nowhere = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none', () => {});
  const away = createUserSecretStore(nowhere, openPrisma(nowhere));
  const [whose, id, hash] = [user('away'), uuidv7(), randomBytes(32)];
  const device = { ...whose, id, name: 'x', factorId: id, tokenHash: hash, createdAt: START, lastUsedAt: null };
  const asked = [
    away.appPasswords(whose),
    away.addAppPassword({ ...whose, id, name: 'x', hash, at: START, most: 1 }),
    away.removeAppPassword(whose, id),
    away.removeAllAppPasswords(whose),
    away.useAppPassword(whose, [hash], START),
    away.devices(whose, START),
    away.rememberDevice({ ...device, expiresAt: seconds(1) }),
    away.forgetDevice(whose, id),
    away.forgetAllDevices(whose),
    away.useDevice(whose, hash, START, START),
    away.bypass(whose, START),
    away.grantBypass({ ...whose, id, reason: 'x', at: START, endsAt: seconds(1) }),
    away.revokeBypass(whose, START),
    away.useBypass(whose, START),
  ];
  for (const each of await Promise.allSettled(asked)) {
    expect(each).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
  }
  await nowhere.close();
});
