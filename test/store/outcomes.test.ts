import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Status } from '#domain/verification.ts';
import { createOutcomeStore } from '#store/outcomes.ts';
import { openPrisma } from '#store/prisma.ts';
import { newRecord, startStores, type TestStores } from './harness.ts';

/** A round hour, so that parts are easy to name. */
const NOON = new Date('2026-03-01T12:00:00Z');
const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000);
const hours = (count: number) => minutes(60 * count);
const all = { applicationId: null, country: null };

let stores: TestStores;
let outcomes: ReturnType<typeof createOutcomeStore>;
beforeEach(async () => {
  stores = await startStores();
  outcomes = createOutcomeStore(stores.database, openPrisma(stores.database));
});
afterEach(() => stores.close());

interface Happened {
  status?: Status;
  reason?: string | null;
  to?: string;
  application?: { id: string; brand: string };
  answeredAfter?: number | null;
  price?: string | null;
  errorCode?: number | null;
}

/** A verification that was asked for then, and what became of it. */
async function happened(at: Date, { status = 'verified', reason = null, ...more }: Happened = {}) {
  const { application = stores.application, to = '+12025550123', answeredAfter = 8, price = null } = more;
  const record = newRecord(application, { id: uuidv7({ msecs: at.getTime() }), createdAt: at });
  await stores.store.create({ record, to, idempotency: null });
  await stores.database.query(null, 'UPDATE verifications SET status = $2, reason = $3 WHERE id = $1', [
    ...[record.id, status, reason],
  ]);
  await stores.database.query(
    null,
    `UPDATE attempts SET status = 'completed', started_at = queued_at, ended_at = queued_at, error_code = $5,
      answered_at = queued_at + make_interval(secs => $2), price = $3, price_unit = $4 WHERE verification_id = $1`,
    [record.id, answeredAfter, price, price && 'USD', more.errorCode ?? null],
  );
  return record.id;
}
const become = (id: string, status: Status) =>
  stores.database.query(null, 'UPDATE verifications SET status = $2 WHERE id = $1', [id, status]);
const readAt = (at: Date, [since, until] = [hours(-24), at]) => outcomes.read(all, { since, until }, 3_600, at);
const count = (of: { verifications: number }[]) => of.reduce((sum, { verifications }) => sum + verifications, 0);
const inHours = () => stores.database.query(null, 'SELECT * FROM hourly_outcomes ORDER BY hour', []);

describe('outcomes', () => {
  it('are told by hour and reason, by country, by application and in money', async () => {
    const other = { id: uuidv7(), name: 'other', brand: 'Other' };
    await stores.applications.createApplication(other);
    await happened(hours(-3), { price: '0.013' });
    await happened(minutes(-170), { price: '0.02', answeredAfter: 4 });
    await happened(minutes(-160), { status: 'failed', reason: 'voicemail', to: '+493012345678', answeredAfter: null });
    await happened(minutes(-20), { status: 'expired', reason: 'expired', application: other, to: '+870773111632' });
    await outcomes.countHours(minutes(1), 100);
    const told = await readAt(minutes(1), [hours(-4), minutes(1)]);
    const sums = { verifications: 1, verified: 0, failed: 1, attempts: 1, answered: 0, answerSeconds: 0 };
    const two = { verifications: 2, verified: 2, failed: 0, attempts: 2, answered: 2, answerSeconds: 12 };
    expect(new Set(told.parts)).toEqual(
      new Set([
        { part: 1, reason: null, ...two },
        { part: 1, reason: 'voicemail', ...sums },
        { part: 3, reason: 'expired', ...sums, answered: 1, answerSeconds: 8 },
      ]),
    );
    expect(new Set(told.countries.map(({ country, verifications }) => [country, verifications]))).toEqual(
      new Set([
        ['US', 2],
        ['DE', 1],
        [null, 1],
      ]),
    );
    expect(told.applications).toHaveLength(2);
    expect(told.cost).toEqual([{ unit: 'USD', amount: '0.033000' }]);
    const mine = await outcomes.read(
      { ...all, applicationId: other.id },
      { since: hours(-4), until: minutes(1) },
      3_600,
      NOON,
    );
    expect([count(mine.countries), mine.applications.map(({ applicationId }) => applicationId)]).toEqual([
      1,
      [other.id],
    ]);
  });

  it('are exact at both ends, whether hours are counted yet or not', async () => {
    for (const at of [-150, -119, -90, -61, -59, -1, 1, 29]) await happened(minutes(at));
    const exact = async () => {
      const each = [
        [minutes(-150), minutes(30)],
        [minutes(-149), minutes(29)],
        [minutes(-90), minutes(-59)],
        [minutes(-60), NOON],
        [minutes(-80), minutes(-61)],
        [minutes(1), minutes(2)],
        [hours(1), hours(2)],
      ] as const;
      const found = await Promise.all(each.map(([since, until]) => readAt(minutes(30), [since, until])));
      return found.map(({ countries }) => count(countries));
    };
    const expected = [8, 6, 2, 2, 0, 1, 0];
    expect(await exact()).toEqual(expected);
    expect(await outcomes.countHours(minutes(30), 2)).toBe(2);
    expect(await exact()).toEqual(expected);
    await outcomes.countHours(minutes(30), 100);
    expect(await exact()).toEqual(expected);
  });
});

describe('hours', () => {
  it('are counted once they are over, the newest first, back to the first verification', async () => {
    for (const at of [-150, -30, 10]) await happened(minutes(at));
    expect(await outcomes.countHours(minutes(20), 2)).toBe(2);
    expect(await inHours()).toMatchObject([{ hour: hours(-1), verifications: 1 }]);
    expect(await outcomes.countHours(minutes(20), 2)).toBe(1);
    expect(await outcomes.countHours(minutes(20), 2)).toBe(0);
    expect(await inHours()).toMatchObject([{ hour: hours(-3) }, { hour: hours(-1) }]);
  });

  it('are counted again for a day, ever more seldom, and then never', async () => {
    const id = await happened(minutes(-30), { status: 'pending' });
    const counts = [];
    for (let at = 0; at <= 30 * 60; at += 5) counts.push(await outcomes.countHours(minutes(at), 1_000));
    expect(await inHours()).toMatchObject([{ status: 'pending', verifications: 1 }]);
    // Each of 30 hours at most a dozen times, and the first one too.
    expect(counts.reduce((sum, each) => sum + each)).toBeLessThan(30 * 12);
    await become(id, 'verified');
    await outcomes.countHours(hours(40), 1_000);
    expect(await inHours()).toMatchObject([{ status: 'pending', verifications: 1 }]);
  });

  it('take up what changed late', async () => {
    const id = await happened(minutes(-5), { status: 'pending' });
    await outcomes.countHours(NOON, 10);
    await become(id, 'expired');
    await outcomes.countHours(minutes(6), 10);
    expect(await inHours()).toMatchObject([{ status: 'expired', verifications: 1 }]);
  });

  it('are counted right by many at once', async () => {
    for (const at of [-110, -100, -50, -40]) await happened(minutes(at));
    await Promise.all(Array.from({ length: 6 }, () => outcomes.countHours(NOON, 10)));
    await outcomes.countHours(NOON, 10);
    expect(await inHours()).toMatchObject([{ verifications: 2 }, { verifications: 2 }]);
  });

  it('are none where there is nothing', async () => {
    expect(await outcomes.countHours(NOON, 10)).toBe(0);
    expect(await readAt(NOON)).toEqual({ parts: [], reasons: [], countries: [], applications: [], cost: [] });
  });
});

it("the carrier's errors are told by how often they came, of one application too", async () => {
  const other = { id: uuidv7(), name: 'other', brand: 'Other' };
  await stores.applications.createApplication(other);
  for (const at of [-10, -20, -2_000]) await happened(minutes(at), { errorCode: 13224 });
  await happened(minutes(-5), { errorCode: 21211, application: other });
  const period = { since: hours(-1), until: NOON };
  expect(await outcomes.carrierErrors(all, period)).toEqual([
    { code: 13224, count: 2 },
    { code: 21211, count: 1 },
  ]);
  expect(await outcomes.carrierErrors({ ...all, applicationId: other.id }, period)).toEqual([
    { code: 21211, count: 1 },
  ]);
});

it('the queue is what waits, what waits for its time, and what a worker has just taken', async () => {
  const none = { waiting: 0, delayed: 0, active: 0, oldestWaitSeconds: null };
  expect(await outcomes.queueDepth(all, NOON)).toEqual(none);
  const queued = async (at: Date) => {
    const record = newRecord(stores.application, { createdAt: at });
    await stores.store.create({ record, to: '+12025550123', idempotency: null });
    return record.attempt.id;
  };
  await queued(minutes(-1));
  await queued(minutes(1));
  await stores.store.claim(await queued(minutes(-2)), NOON);
  const depth = { waiting: 1, delayed: 1, active: 1, oldestWaitSeconds: 60 };
  expect(await outcomes.queueDepth(all, NOON)).toEqual(depth);
  expect(await outcomes.queueDepth({ applicationId: stores.application.id }, NOON)).toEqual(depth);
  expect(await outcomes.queueDepth({ applicationId: uuidv7() }, NOON)).toEqual(none);
});
