import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '#ports/store.ts';
import type { NewBlock, UserStore } from '#ports/users.ts';
import { createApplication } from '#services/applications.ts';
import { createApplicationStore } from '#store/applications.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { openPrisma } from '#store/prisma.ts';
import { createUserStore } from '#store/users.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const start = new Date('2026-11-25T09:00:00Z');
const days = (count: number) => new Date(start.getTime() + count * 86_400_000);

let own: TestDatabase;
let database: Database;
let users: UserStore;
let applicationId: string;
let otherId: string;
beforeAll(async () => {
  own = await createTestDatabase();
  database = openDatabase(own.url, () => {});
  const prisma = openPrisma(database);
  users = createUserStore(database, prisma);
  const make = (name: string) => createApplication(createApplicationStore(prisma), { name, brand: 'Acme' });
  [applicationId, otherId] = [(await make('one')).application.id, (await make('other')).application.id];
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

const block = (blocked: NewBlock['blocked'], more: Partial<NewBlock> = {}) =>
  users.block({ applicationId, blocked, reason: 'lost', verificationId: null, at: start, endsAt: days(10), ...more });
const active = (userId: string | null, toHashes: Buffer[] = [], at = start, application = applicationId) =>
  users.activeBlock({ applicationId: application, userId, toHashes, at });

describe('a PIN', () => {
  it('is the last that was set, and is gone when it is cleared', async () => {
    const [first, second] = [randomBytes(32), randomBytes(32)];
    await users.setPin({ applicationId, userId: 'pin', pinHash: first, at: start });
    await users.setPin({ applicationId, userId: 'pin', pinHash: second, at: days(1) });
    expect(await users.pinHashOf(applicationId, 'pin')).toEqual(second);
    expect(await users.readUser(applicationId, 'pin', start)).toMatchObject({
      id: 'pin',
      pinSetAt: days(1),
      block: null,
    });
    await users.clearPin(applicationId, 'pin');
    expect(await users.pinHashOf(applicationId, 'pin')).toBeNull();
    expect(await users.readUser(applicationId, 'pin', start)).toMatchObject({ id: 'pin', pinSetAt: null, block: null });
  });

  it('belongs to one application: another with the same user id neither sees nor clears it', async () => {
    await users.setPin({ applicationId, userId: 'shared', pinHash: randomBytes(32), at: start });
    await users.clearPin(otherId, 'shared');
    expect(await users.pinHashOf(applicationId, 'shared')).toHaveLength(32);
    expect(await users.pinHashOf(otherId, 'shared')).toBeNull();
    expect(await users.readUser(otherId, 'shared', start)).toBeNull();
  });
});

describe('a block', () => {
  it('is in force until its end, which is not part of it, and the user is known after that', async () => {
    const made = await block({ userId: 'ends' });
    expect(made).toEqual({ reason: 'lost', createdAt: start, endsAt: days(10), verificationId: null });
    expect(await active('ends', [], new Date(days(10).getTime() - 1))).toEqual(made);
    expect(await active('ends', [], days(10))).toBeNull();
    expect(await users.readUser(applicationId, 'ends', days(10))).toMatchObject({
      id: 'ends',
      pinSetAt: null,
      block: null,
    });
  });

  it('of a blocked user replaces reason and end, also to end earlier, and one lift ends it', async () => {
    await block({ userId: 'again' });
    await block({ userId: 'again' }, { reason: 'found', at: days(1), endsAt: days(2) });
    expect(await active('again', [], days(1))).toMatchObject({ reason: 'found', createdAt: start, endsAt: days(2) });
    await users.liftBlock(applicationId, 'again', days(1));
    expect(await active('again', [], days(1))).toBeNull();
  });

  it('that was lifted or is over does not come back with the next one', async () => {
    await block({ userId: 'over' }, { endsAt: days(1) });
    await block({ userId: 'over' }, { reason: 'later', at: days(2), endsAt: days(3) });
    expect(await active('over', [], days(2))).toMatchObject({ reason: 'later', createdAt: days(2) });
    await users.liftBlock(applicationId, 'over', days(2));
    await block({ userId: 'over' }, { reason: 'last', at: days(2), endsAt: days(4) });
    expect(await active('over', [], days(3))).toMatchObject({ reason: 'last', endsAt: days(4) });
  });

  it('that a verification led to never ends a longer one earlier, and its verification is kept', async () => {
    const verificationId = uuidv7();
    await block({ userId: 'fraud' }, { endsAt: days(300) });
    await block({ userId: 'fraud' }, { reason: 'reported', verificationId, endsAt: days(90) });
    expect(await active('fraud')).toMatchObject({ reason: 'reported', verificationId, endsAt: days(300) });
    await block({ userId: 'fraud' }, { reason: 'looked into', endsAt: days(5) });
    expect(await active('fraud')).toMatchObject({ reason: 'looked into', verificationId, endsAt: days(5) });
  });

  it('of a number is found by any of its hashes, and says nothing about users', async () => {
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    await block({ toHash: older });
    expect(await active(null, [newer, older])).toMatchObject({ reason: 'lost' });
    expect(await active('somebody', [older])).toMatchObject({ reason: 'lost' });
    expect([await active(null, [newer]), await active('somebody'), await active(null)]).toEqual([null, null, null]);
  });

  it('belongs to one application: another neither meets nor lifts it', async () => {
    const toHash = randomBytes(32);
    await Promise.all([block({ userId: 'mine' }), block({ toHash })]);
    await users.liftBlock(otherId, 'mine', start);
    expect([await active('mine', [], start, otherId), await active(null, [toHash], start, otherId)]).toEqual([
      null,
      null,
    ]);
    expect(await active('mine')).not.toBeNull();
  });

  it('asked for many times at once is one block, and one lift ends it', async () => {
    const lengths = Array.from({ length: 20 }, (_, i) => i + 1);
    await Promise.all(lengths.map((count) => block({ userId: 'at-once' }, { endsAt: days(count) })));
    expect(await active('at-once')).not.toBeNull();
    await block({ userId: 'at-once' }, { endsAt: days(1) });
    expect(await active('at-once')).toMatchObject({ endsAt: days(1) });
    await users.liftBlock(applicationId, 'at-once', start);
    expect(await active('at-once')).toBeNull();
  });
});

it('a database that is away is StoreUnavailable, for each method', async () => {
  const nowhere = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none', () => {});
  const away = createUserStore(nowhere, openPrisma(nowhere));
  const userId = 'away';
  const asked = [
    away.setPin({ applicationId, userId, pinHash: randomBytes(32), at: start }),
    away.clearPin(applicationId, userId),
    away.pinHashOf(applicationId, userId),
    away.readUser(applicationId, userId, start),
    away.putUser({ applicationId, userId, changes: {}, at: start }),
    away.removeUser(applicationId, userId),
    away.block({ applicationId, blocked: { userId }, reason: 'x', verificationId: null, at: start, endsAt: days(1) }),
    away.liftBlock(applicationId, userId, start),
    away.activeBlock({ applicationId, userId, toHashes: [], at: start }),
  ];
  for (const each of await Promise.allSettled(asked)) {
    expect(each).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
  }
  await nowhere.close();
});
