import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerificationRecord } from '#ports/store.ts';
import { apply, create, newRecord, seconds, startStores, type TestStores } from './harness.ts';

describe('the list of verifications', () => {
  let stores: TestStores;
  /** Newest first. */
  const all: VerificationRecord[] = [];
  beforeAll(async () => {
    stores = await startStores();
    for (let i = 0; i < 7; i++) {
      const at = seconds(i);
      const { attempt } = newRecord(stores.application, { createdAt: at });
      const id = uuidv7({ msecs: at.getTime() });
      all.unshift(await create(stores, { id, createdAt: at, updatedAt: at, attempt, userId: i % 2 ? 'odd' : 'even' }));
    }
    const stranger = { id: randomUUID(), name: 'stranger', brand: 'Stranger' };
    await stores.applications.createApplication(stranger);
    await create({ ...stores, application: stranger });
  });
  afterAll(() => stores.close());

  const list = (more: object = {}) =>
    stores.store.list({ applicationId: stores.application.id, limit: 50, ...more }).then((page) => page);

  it("holds an application's own, newest first, each as `read` tells it", async () => {
    expect(await list()).toEqual(all);
  });

  it('comes in pages that neither repeat nor leave out, also when new ones come in between', async () => {
    const seen: string[] = [];
    let before: string | undefined;
    for (;;) {
      const page = await list({ limit: 3, before });
      if (page.length === 0) break;
      seen.push(...page.map(({ id }) => id));
      before = seen.at(-1);
      await create(stores, { userId: 'newcomer' });
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  it('can be asked for one user, a span of time, a status and a reason', async () => {
    const ids = (page: VerificationRecord[]) => page.map(({ id }) => id);
    expect(ids(await list({ userId: 'odd' }))).toEqual(ids(all.filter(({ userId }) => userId === 'odd')));
    const span = { since: seconds(2), until: seconds(5) };
    expect(ids(await list(span))).toEqual(ids(all.slice(2, 5)));
    const canceled = await create(stores, { userId: 'canceled' });
    await apply(stores.store, canceled, { type: 'cancel_requested' }, seconds(9));
    expect(ids(await list({ status: 'canceled', reason: 'canceled' }))).toEqual([canceled.id]);
    expect(ids(await list({ status: 'canceled', reason: 'busy' }))).toEqual([]);
  });

  it('tells of each its current attempt', async () => {
    const record = await create(stores, { userId: 'retried' });
    const { id } = record.attempt;
    const refused = { type: 'refused', attemptId: id, reason: 'unreachable', carrierCode: null } as const;
    const { next } = await apply(stores.store, record, refused, seconds(1));
    const newAttemptId = randomUUID();
    const { next: retried } = await apply(
      stores.store,
      next,
      { type: 'retry_requested', channel: null },
      seconds(2),
      newAttemptId,
    );
    expect(await list({ userId: 'retried' })).toEqual([retried]);
  });
});
