import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerificationRecord } from '#ports/store.ts';
import { createNumberHash } from '#store/number-hash.ts';
import { apply, create, newRecord, seconds, startStores, type TestStores } from './harness.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

const DAYS = 24 * 3_600;
const BLOCKS = 'SELECT user_id, to_hash, reason, created_at, ends_at FROM blocks WHERE verification_id = $1';
/** A number of the test's own. */
const someNumber = () => `+1202555${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;

const put = (to: string, more: Partial<VerificationRecord> = {}, { store, application } = stores) => {
  const record = newRecord(application, more);
  return store.create({ record, to, idempotency: null }).then(({ outcome }) => ({ record, outcome }));
};
const blockUser = (userId: string, endsAt = seconds(90), applicationId = stores.application.id) =>
  stores.users.block({
    applicationId,
    blocked: { userId },
    reason: 'lost',
    verificationId: null,
    at: seconds(0),
    endsAt,
  });

/** Somebody is called, and reports fraud. */
async function reportFraud(to: string, more: Partial<VerificationRecord> = {}) {
  const { record } = await put(to, more);
  const of = { attemptId: record.attempt.id, sid: `CA${record.id}`, answeredBy: null };
  const { next } = await apply(stores.store, record, { type: 'answered', ...of }, seconds(1));
  const report = { type: 'fraud_answered', confirmed: true, prompt: 1, ...of } as const;
  expect((await apply(stores.store, next, report, seconds(2))).outcome).toBe('saved');
  return record;
}

describe('a report of fraud', () => {
  it('is written down together with the block, of the user where one was named', async () => {
    const { id } = await reportFraud(someNumber(), { userId: 'reporter' });
    const block = { reason: 'fraud_reported', created_at: seconds(2), ends_at: seconds(2 + 90 * DAYS) };
    expect(await stores.database.query('test-blocks', BLOCKS, [id])).toEqual([
      { user_id: 'reporter', to_hash: null, ...block },
    ]);
    expect(await stores.store.read(stores.application.id, id)).toMatchObject({ reason: 'fraud_reported' });
  });

  it('blocks the number where no user was named', async () => {
    const to = someNumber();
    const { id } = await reportFraud(to);
    const toHash = createNumberHash(stores.keys).of(to);
    expect(await stores.database.query('test-blocks', BLOCKS, [id])).toMatchObject([
      { user_id: null, to_hash: toHash },
    ]);
    expect(await put(to)).toMatchObject({ outcome: 'blocked' });
  });

  it('that somebody else’s step made stale blocks nobody', async () => {
    const { record } = await put(someNumber(), { userId: 'nobody' });
    const of = { attemptId: record.attempt.id, sid: 'CA1', answeredBy: null };
    const { next } = await apply(stores.store, record, { type: 'answered', ...of }, seconds(1));
    await apply(stores.store, next, { type: 'cancel_requested' }, seconds(2));
    const report = { type: 'fraud_answered', confirmed: true, prompt: 1, ...of } as const;
    expect((await apply(stores.store, next, report, seconds(2))).outcome).toBe('stale');
    expect(await stores.database.query('test-blocks', BLOCKS, [record.id])).toEqual([]);
  });
});

describe('a verification is refused', () => {
  it('for a blocked user, with the end of the block, until then', async () => {
    await blockUser('blocked');
    const record = newRecord(stores.application, { userId: 'blocked' });
    const outcome = await stores.store.create({ record, to: someNumber(), idempotency: null });
    expect(outcome).toEqual({ outcome: 'blocked', endsAt: seconds(90) });
    expect(await stores.store.read(stores.application.id, record.id)).toBeNull();
    expect(await stores.store.readByAttempt(record.attempt.id, { fresh: true })).toBeNull();
    expect(await put(someNumber(), { userId: 'blocked', createdAt: seconds(90) })).toMatchObject({
      outcome: 'created',
    });
  });

  it('for a blocked number, also when it was blocked under the encryption key before', async () => {
    const to = someNumber();
    await reportFraud(to);
    const rotated = stores.another([randomBytes(32), ...stores.keys]);
    expect(await put(to, {}, { ...stores, store: rotated.store })).toMatchObject({ outcome: 'blocked' });
    expect(await put(someNumber(), {}, { ...stores, store: rotated.store })).toMatchObject({ outcome: 'created' });
  });

  it('alone: those that come at the same moment are accepted', async () => {
    await blockUser('one-of-many');
    const userIds = ['a', 'one-of-many', 'b', null];
    const all = await Promise.all(userIds.map((userId) => put(someNumber(), { userId })));
    expect(all.map(({ outcome }) => outcome)).toEqual(['created', 'blocked', 'created', 'created']);
  });

  it('by no block of another application', async () => {
    const other = { id: randomUUID(), name: randomUUID(), brand: 'Other' };
    await stores.applications.createApplication(other);
    await blockUser('shared', seconds(90), other.id);
    expect(await put(someNumber(), { userId: 'shared' })).toMatchObject({ outcome: 'created' });
  });

  it('except that a repeated request is answered as the first was, though its user was blocked since', async () => {
    const idempotency = { key: randomUUID(), requestHash: createHash('sha256').update('body').digest() };
    const ask = (record: VerificationRecord) => stores.store.create({ record, to: someNumber(), idempotency });
    const first = newRecord(stores.application, { userId: 'later' });
    expect(await ask(first)).toEqual({ outcome: 'created' });
    await blockUser('later');
    expect(await ask(newRecord(stores.application, { userId: 'later' }))).toEqual({
      outcome: 'replayed',
      record: first,
    });
  });
});

describe('what is open of those who are blocked', () => {
  const openOf = async (at = seconds(10), user?: { applicationId: string; userId: string }) =>
    (await stores.store.openOfBlocked(at, 100, user)).map(({ attemptId }) => attemptId);

  it('is found by user and by number, while the block is in force, and once though blocked twice', async () => {
    const to = someNumber();
    const mine = { applicationId: stores.application.id, userId: 'open' };
    const { record: byUser } = await put(someNumber(), { userId: 'open' });
    const { record: byNumber } = await put(to, { userId: 'somebody' });
    const { record: ended } = await put(someNumber(), { userId: 'open' });
    await apply(stores.store, ended, { type: 'cancel_requested' }, seconds(1));
    await put(someNumber(), { userId: 'not blocked' });
    await reportFraud(to);
    await Promise.all([blockUser('open'), blockUser('open')]);

    expect((await openOf(undefined, mine)).sort()).toEqual([byUser.attempt.id]);
    const all = await openOf();
    expect(all.filter((id) => [byUser.attempt.id, byNumber.attempt.id].includes(id))).toHaveLength(2);
    expect(all).not.toContain(ended.attempt.id);
    expect(await openOf(seconds(90), mine)).toEqual([]);
    await stores.users.liftBlock(stores.application.id, 'open', seconds(10));
    expect(await openOf(undefined, mine)).toEqual([]);
  });

  it('is told by its current attempt', async () => {
    const record = await create(stores, { userId: 'second', fallback: ['sms'] });
    const machine = { type: 'answered', attemptId: record.attempt.id, sid: 'CA3', answeredBy: 'fax' } as const;
    const newAttemptId = randomUUID();
    await apply(stores.store, record, machine, seconds(1), newAttemptId);
    await blockUser('second');
    const mine = { applicationId: stores.application.id, userId: 'second' };
    expect(await openOf(undefined, mine)).toEqual([newAttemptId]);
  });
});
