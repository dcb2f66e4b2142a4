import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerificationRecord } from '#ports/store.ts';
import { apply, create, seconds, startStores, stepOf, type TestStores } from './harness.ts';

describe('saving a step', () => {
  let stores: TestStores;
  beforeAll(async () => {
    stores = await startStores();
  });
  afterAll(() => stores.close());

  const answered = ({ attempt }: VerificationRecord, sid = 'CA1') =>
    ({ type: 'answered', attemptId: attempt.id, sid, answeredBy: null }) as const;
  const stored = async ({ id }: VerificationRecord) => ({
    record: await stores.store.read(stores.application.id, id),
    timeline: await stores.store.timeline(stores.application.id, id),
  });

  it('writes down exactly what was decided, with its event', async () => {
    const record = await create(stores);
    const step = stepOf(record, answered(record), seconds(4), { data: { CallSid: 'CA1' }, dedupeKey: 'voice:CA1' });
    expect(await stores.store.save(record, step)).toBe('saved');
    const { record: after, timeline } = await stored(record);
    expect(after).toEqual(step.decision.next);
    expect(timeline?.at(-1)).toEqual({
      ...{ at: seconds(4), type: 'answered', source: 'carrier', verdict: 'applied', because: 'picked up' },
      ...{ status: 'pending', reason: null, attemptId: record.attempt.id, said: 'greeting' },
      data: { CallSid: 'CA1' },
    });
    expect(await stores.store.saidBefore(record.id, 'voice:CA1')).toBe('greeting');
    expect(await stores.store.saidBefore(record.id, 'voice:CA2')).toBeNull();
  });

  it('keeps an event that changed nothing, and leaves the version', async () => {
    const record = await create(stores);
    const { outcome, next } = await apply(
      stores.store,
      record,
      answered({ ...record, attempt: { ...record.attempt, id: randomUUID() } }),
      seconds(1),
    );
    expect([outcome, next]).toEqual(['saved', record]);
    const { record: after, timeline } = await stored(record);
    expect(after).toEqual(record);
    expect(timeline?.at(-1)).toMatchObject({ verdict: 'ignored', because: 'of an earlier attempt' });
  });

  it('writes nothing at all when somebody else was first', async () => {
    const record = await create(stores);
    await apply(stores.store, record, { type: 'cancel_requested' }, seconds(1));
    const before = await stored(record);
    const step = stepOf(record, answered(record), seconds(2), { dedupeKey: 'voice:CA1' });
    expect(await stores.store.save(record, step)).toBe('stale');
    expect(await stored(record)).toEqual(before);
  });

  it('writes nothing at all when the same webhook came before', async () => {
    const record = await create(stores);
    const first = stepOf(record, answered(record), seconds(1), { dedupeKey: 'voice:CA1' });
    await stores.store.save(record, first);
    const before = await stored(record);
    const { next } = first.decision;
    const again = stepOf(next, answered(next), seconds(2), { dedupeKey: 'voice:CA1' });
    expect(await stores.store.save(next, again)).toBe('duplicate');
    expect(await stored(record)).toEqual(before);
  });

  it('takes the same webhook name for two verifications', async () => {
    for (const record of [await create(stores), await create(stores)]) {
      const step = stepOf(record, answered(record), seconds(1), { dedupeKey: 'voice:CA1' });
      expect(await stores.store.save(record, step)).toBe('saved');
    }
  });

  it('has one winner among many writers of the same version, and tells the others', async () => {
    const record = await create(stores);
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, i) => {
        const step = stepOf(record, answered(record), seconds(1), { dedupeKey: `voice:${i}` });
        return stores.store.save(record, step);
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'stale')).toHaveLength(29);
    expect((await stored(record)).timeline).toHaveLength(2);
  });

  it('keeps apart what many verifications write at the same time, from several processes', async () => {
    const records = await Promise.all(Array.from({ length: 40 }, () => create(stores)));
    const other = stores.another();
    const event = (record: VerificationRecord) =>
      ({ type: 'placed', attemptId: record.attempt.id, sid: `CA${record.id}` }) as const;
    const outcomes = await Promise.all(
      records.flatMap((record) =>
        [stores.store, other.store, stores.store].map(async (store) => ({
          id: record.id,
          outcome: (await apply(store, record, event(record), seconds(1))).outcome,
        })),
      ),
    );
    for (const record of records) {
      const mine = outcomes.filter(({ id }) => id === record.id).map(({ outcome }) => outcome);
      expect(mine.toSorted()).toEqual(['saved', 'stale', 'stale']);
      const read = await stores.store.read(record.applicationId, record.id);
      expect(read).toMatchObject({ version: 2, attempt: { sid: `CA${record.id}` } });
    }
  });

  it('knows the duplicate also when both come at the same moment', async () => {
    const record = await create(stores);
    const ignored = { ...record, attempt: { ...record.attempt, id: randomUUID() } };
    const step = stepOf(record, answered(ignored), seconds(1), { dedupeKey: 'status:1' });
    const outcomes = await Promise.all([1, 2, 3].map(() => stores.store.save(record, step)));
    expect(outcomes.sort()).toEqual(['duplicate', 'duplicate', 'saved']);
  });

  it('of a retry adds the new attempt, makes it the current one and closes the one before', async () => {
    const { store, application } = stores;
    const record = await create(stores);
    const machine = { ...answered(record), answeredBy: 'machine_start' } as const;
    const first = await apply(store, record, machine, seconds(1));
    expect(first.next.attempt.endedAt).toBeNull();
    const newAttemptId = randomUUID();
    const { next } = await apply(
      store,
      first.next,
      { type: 'retry_requested', channel: null },
      seconds(9),
      newAttemptId,
    );
    expect(await store.read(application.id, record.id)).toEqual(next);
    expect(await store.readByAttempt(newAttemptId, { fresh: true })).toEqual(next);
    // An earlier attempt leads to the verification as it is now.
    expect(await store.readByAttempt(record.attempt.id, { fresh: true })).toEqual(next);
    const rows = await stores.database.query('test-attempts', ATTEMPTS, [record.id]);
    expect(rows).toEqual([
      { number: 1, status: 'in-progress', ended_at: seconds(9) },
      { number: 2, status: 'queued', ended_at: null },
    ]);
  });

  it('is not misled by what another process has changed since it looked', async () => {
    const other = stores.another();
    const record = await create(stores);
    const { attempt } = record;
    await other.store.claim(attempt.id, seconds(1));
    // This process still remembers the attempt as queued: that costs a look, never a wrong write.
    const remembered = await stores.store.readByAttempt(attempt.id);
    expect(remembered).toEqual(record);
    const placed = { type: 'placed', attemptId: attempt.id, sid: 'CA1' } as const;
    expect((await apply(stores.store, record, placed, seconds(2))).outcome).toBe('stale');
    // A stale memory is dropped at once.
    const known = await stores.store.readByAttempt(attempt.id);
    expect(known?.attempt.status).toBe('dialing');
    if (known) expect((await apply(stores.store, known, placed, seconds(2))).outcome).toBe('saved');
  });
});

const ATTEMPTS = 'SELECT number, status, ended_at FROM attempts WHERE verification_id = $1 ORDER BY number';
