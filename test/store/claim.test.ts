import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicy } from '#domain/policy.ts';
import { transition } from '#domain/transition.ts';
import { channels } from '#domain/verification.ts';
import { apply, create, NUMBER, newRecord, START, seconds, startStores, stepOf, type TestStores } from './harness.ts';

describe('claiming an attempt', () => {
  let stores: TestStores;
  beforeAll(async () => {
    stores = await startStores();
  });
  afterAll(() => stores.close());

  it('has exactly one winner, however many workers of however many processes try', async () => {
    const record = await create(stores);
    const processes = [stores.store, stores.another().store, stores.another().store];
    const claims = await Promise.all(
      Array.from({ length: 60 }, (_, i) => processes[i % 3]?.claim(record.attempt.id, seconds(1))),
    );
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });

  it('tells the number to dial', async () => {
    const record = await create(stores);
    expect((await stores.store.claim(record.attempt.id, seconds(1)))?.to).toBe(NUMBER);
  });

  it.each(channels)('is the `claimed` rule of the transition table, to the letter: %s', async (channel) => {
    const { store, application } = stores;
    const { attempt: made } = newRecord(application);
    const record = await create(stores, { channel, attempt: { ...made, channel } });
    const { attempt } = record;
    const decision = transition(
      record,
      { type: 'claimed', attemptId: attempt.id },
      seconds(5),
      defaultPolicy,
      randomUUID(),
    );
    const claim = await store.claim(attempt.id, seconds(5));
    expect(claim?.record).toEqual(decision.next);
    expect(await store.read(application.id, record.id)).toEqual(decision.next);
    const { verdict, because } = decision;
    expect((await store.timeline(application.id, record.id))?.at(-1)).toEqual({
      ...{ at: seconds(5), type: 'claimed', source: 'worker', verdict, because },
      ...{ status: 'pending', reason: null, attemptId: attempt.id, said: null, data: {} },
    });
  });

  it('is refused for an attempt that nobody knows', async () => {
    expect(await stores.store.claim(randomUUID(), START)).toBeNull();
  });

  it.each([
    { what: 'canceled', event: { type: 'cancel_requested' }, at: seconds(1) },
    { what: 'expired by a sweep', event: { type: 'life_over' }, at: seconds(700) },
  ] as const)('is refused when the verification was $what', async ({ event, at }) => {
    const record = await create(stores);
    await apply(stores.store, record, event, at);
    expect(await stores.store.claim(record.attempt.id, seconds(2))).toBeNull();
  });

  it('is refused from the moment of expiry on, whether or not a sweep has come by', async () => {
    const record = await create(stores);
    expect(await stores.store.claim(record.attempt.id, record.expiresAt)).toBeNull();
    expect(await stores.store.claim(record.attempt.id, new Date(record.expiresAt.getTime() - 1))).not.toBeNull();
  });

  it('is refused for an attempt before the current one', async () => {
    const { store } = stores;
    const record = await create(stores);
    const claimed = await store.claim(record.attempt.id, seconds(1));
    if (!claimed) throw new Error('not claimed');
    const attemptId = record.attempt.id;
    const refused = { type: 'refused', attemptId, reason: 'unreachable', carrierCode: null } as const;
    const { next } = await apply(store, claimed.record, refused, seconds(2));
    const newAttemptId = randomUUID();
    await apply(store, next, { type: 'retry_requested', channel: null }, seconds(3), newAttemptId);
    expect(await store.claim(attemptId, seconds(4))).toBeNull();
    expect((await store.claim(newAttemptId, seconds(4)))?.record.attempt).toMatchObject({ number: 2 });
  });

  it('may be won again once the attempt was put back in the queue', async () => {
    const { store } = stores;
    const record = await create(stores);
    const attemptId = record.attempt.id;
    const claim = await store.claim(attemptId, seconds(1));
    if (!claim) throw new Error('not claimed');
    const back = { type: 'not_placed', attemptId, cause: 'throttled', retryAfterMs: null } as const;
    expect((await apply(store, claim.record, back, seconds(2))).outcome).toBe('saved');
    expect(await store.claim(attemptId, seconds(3))).not.toBeNull();
    expect(await store.claim(attemptId, seconds(3))).toBeNull();
  });

  it('and a cancellation at the same time: one of them comes second and knows it', async () => {
    const { store, application } = stores;
    for (let round = 0; round < 20; round++) {
      const record = await create(stores);
      const cancel = stepOf(record, { type: 'cancel_requested' }, seconds(1));
      const [claim, canceled] = await Promise.all([
        store.claim(record.attempt.id, seconds(1)),
        stores.store.save(record, cancel),
      ]);
      expect(claim === null ? 'saved' : 'stale').toBe(canceled);
      const { status } = (await store.read(application.id, record.id)) ?? {};
      expect(status).toBe(claim === null ? 'canceled' : 'pending');
    }
  });
});
