import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create, NUMBER, newRecord, START, startStores, type TestStores } from './harness.ts';

const hashOf = (body: string) => createHash('sha256').update(body).digest();

describe('creating a verification', () => {
  let stores: TestStores;
  beforeAll(async () => {
    stores = await startStores();
  });
  afterAll(() => stores.close());

  it('gives back every field as it was given, in this process and in any other', async () => {
    const record = await create(stores, {
      ...{ userId: 'user-1', factorId: randomUUID(), context: 'Pay 12 EUR', locale: 'de-DE', purpose: 'payment' },
      metadata: { order: '42', amount: 12.5, gift: false },
    });
    const { application } = stores;
    expect(await stores.store.read(application.id, record.id)).toEqual(record);
    const other = stores.another();
    expect(await other.store.read(application.id, record.id)).toEqual(record);
    expect(await other.store.readByAttempt(record.attempt.id)).toEqual(record);
  });

  it('writes the first event with it', async () => {
    const record = await create(stores);
    expect(await stores.store.timeline(stores.application.id, record.id)).toEqual([
      expect.objectContaining({ at: START, type: 'created', source: 'api', status: 'pending' }),
    ]);
  });

  it('answers the same idempotency key and body with what is stored, and makes nothing', async () => {
    const { store, application } = stores;
    const idempotency = { key: randomUUID(), requestHash: hashOf('body') };
    const first = newRecord(application);
    const second = newRecord(application);
    expect(await store.create({ record: first, to: NUMBER, idempotency })).toEqual({ outcome: 'created' });
    expect(await store.create({ record: second, to: NUMBER, idempotency })).toEqual({
      outcome: 'replayed',
      record: first,
    });
    expect(await store.read(application.id, second.id)).toBeNull();
    expect(await store.readByAttempt(second.attempt.id)).toBeNull();
  });

  it('refuses the same idempotency key with another body', async () => {
    const { store, application } = stores;
    const key = randomUUID();
    const create = (body: string) =>
      store.create({ record: newRecord(application), to: NUMBER, idempotency: { key, requestHash: hashOf(body) } });
    await create('one');
    expect(await create('another')).toEqual({ outcome: 'conflict' });
  });

  it('makes one of many that come at once with the same key', async () => {
    const { store, application } = stores;
    const idempotency = { key: randomUUID(), requestHash: hashOf('body') };
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => store.create({ record: newRecord(application), to: NUMBER, idempotency })),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
    const replayed = outcomes.flatMap((each) => (each.outcome === 'replayed' ? [each.record.id] : []));
    expect(replayed).toHaveLength(19);
    expect(new Set(replayed).size).toBe(1);
  });

  it('keeps the keys of applications apart', async () => {
    const { store, application, applications } = stores;
    const other = { id: randomUUID(), name: 'other', brand: 'Other' };
    await applications.createApplication(other);
    const idempotency = { key: randomUUID(), requestHash: hashOf('body') };
    for (const owner of [application, other]) {
      const record = newRecord(owner);
      expect(await store.create({ record, to: NUMBER, idempotency })).toEqual({ outcome: 'created' });
    }
  });

  it('shows a verification to no other application', async () => {
    const record = await create(stores);
    const stranger = randomUUID();
    expect(await stores.store.read(stranger, record.id)).toBeNull();
    expect(await stores.store.timeline(stranger, record.id)).toBeNull();
  });

  it.each(['nothing', '', '0'.repeat(36), "'; DROP TABLE verifications"])('knows no verification %j', async (id) => {
    const { store, application } = stores;
    expect(await store.read(application.id, id)).toBeNull();
    expect(await store.readByAttempt(id)).toBeNull();
    expect(await store.timeline(application.id, id)).toBeNull();
  });
});
