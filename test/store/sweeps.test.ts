import { createHash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VerificationRecord } from '#ports/store.ts';
import { apply, create, NUMBER, newRecord, START, seconds, startStores, type TestStores } from './harness.ts';

let stores: TestStores;
beforeEach(async () => {
  stores = await startStores();
});
afterEach(() => stores.close());

const bornAt = (at: Date) => {
  const { attempt } = newRecord(stores.application, { createdAt: at });
  return { createdAt: at, updatedAt: at, attempt };
};
const attemptIds = (rows: { attemptId: string }[]) => rows.map(({ attemptId }) => attemptId);
const claimed = async (record: VerificationRecord, at: Date) => {
  const claim = await stores.store.claim(record.attempt.id, at);
  if (!claim) throw new Error('not claimed');
  return claim.record;
};

describe('unclaimed attempts', () => {
  it('are those queued before the given time, oldest first, with the version they were queued at', async () => {
    const old = await create(stores, bornAt(seconds(-20)));
    const older = await create(stores, bornAt(seconds(-30)));
    await create(stores, bornAt(seconds(-1)));
    await claimed(await create(stores, bornAt(seconds(-40))), seconds(-39));
    await apply(stores.store, await create(stores, bornAt(seconds(-40))), { type: 'cancel_requested' }, seconds(-39));
    const found = await stores.sweeps.unclaimedAttempts(seconds(-3), START, 10);
    expect(new Set(found)).toEqual(
      new Set([
        { attemptId: older.attempt.id, version: 1 },
        { attemptId: old.attempt.id, version: 1 },
      ]),
    );
    expect(await stores.sweeps.unclaimedAttempts(seconds(-25), START, 10)).toEqual([]);
  });

  it('are told once, and again when they are still there after a while', async () => {
    const { attempt } = await create(stores, bornAt(seconds(-20)));
    const sweep = (before: number, at: number) =>
      stores.sweeps.unclaimedAttempts(seconds(before), seconds(at), 10).then(attemptIds);
    expect(await sweep(-3, 0)).toEqual([attempt.id]);
    expect(await sweep(-2, 1)).toEqual([]);
    expect(await sweep(1, 4)).toEqual([attempt.id]);
  });

  it('are taken oldest first when there are more than the limit', async () => {
    const [third, first, second] = [seconds(-10), seconds(-30), seconds(-20)];
    const records: VerificationRecord[] = [];
    for (const at of [third, first, second]) records.push(await create(stores, bornAt(at)));
    const found = attemptIds(await stores.sweeps.unclaimedAttempts(seconds(-3), START, 2));
    expect(found.sort()).toEqual([records[1]?.attempt.id, records[2]?.attempt.id].sort());
  });

  it('are shared out among sweeps that run at once', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => create(stores, bornAt(seconds(-20)))));
    const other = stores.another();
    const shares = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        (i % 2 ? stores : other).sweeps.unclaimedAttempts(seconds(-3), START, 10).then(attemptIds),
      ),
    );
    const found = shares.flat();
    expect(new Set(found).size).toBe(found.length);
    const rest = attemptIds(await stores.sweeps.unclaimedAttempts(seconds(-3), START, 40));
    expect([...found, ...rest].sort()).toEqual(all.map(({ attempt }) => attempt.id).sort());
  });
});

describe('hopeless attempts', () => {
  it('are those whose turn, at the rate, leaves too little life', async () => {
    const records: VerificationRecord[] = [];
    for (let i = 0; i < 5; i++) records.push(await create(stores, bornAt(seconds(i - 10))));
    // One call in 200 s: turns after 200, 400, 600 s …; 600 s of life, 30 s of them for the call.
    const found = attemptIds(await stores.sweeps.hopelessAttempts(START, 1 / 200, 30, 10));
    expect(found.sort()).toEqual(
      records
        .slice(2)
        .map(({ attempt }) => attempt.id)
        .sort(),
    );
    expect(await stores.sweeps.hopelessAttempts(START, 1, 30, 10)).toEqual([]);
  });

  it('do not stand behind attempts that have had their turn', async () => {
    for (let i = 0; i < 3; i++) await claimed(await create(stores, bornAt(seconds(-10))), seconds(-5));
    await create(stores, bornAt(seconds(-9)));
    expect(await stores.sweeps.hopelessAttempts(START, 1 / 200, 30, 10)).toEqual([]);
  });
});

describe('expired verifications', () => {
  it('are those pending or waiting for a retry whose time is over, and no others', async () => {
    const pending = await create(stores);
    const retry = await create(stores);
    const busy = { type: 'call_progress', sid: 'CA1', callStatus: 'busy', answeredBy: null, sipResponseCode: null };
    const event = { ...busy, attemptId: retry.attempt.id } as const;
    await apply(stores.store, retry, event as never, seconds(5));
    await apply(stores.store, await create(stores), { type: 'cancel_requested' }, seconds(5));
    await create(stores, { expiresAt: seconds(601) });
    const found = attemptIds(await stores.sweeps.expiredVerifications(seconds(600), 10));
    expect(found.sort()).toEqual([pending.attempt.id, retry.attempt.id].sort());
    expect(await stores.sweeps.expiredVerifications(seconds(599), 10)).toEqual([]);
    expect(await stores.sweeps.expiredVerifications(seconds(600), 1)).toHaveLength(1);
  });
});

describe('silent calls', () => {
  it('are those begun before the given time without an end, with what it takes to look them up', async () => {
    const known = await claimed(await create(stores), seconds(1));
    await apply(stores.store, known, { type: 'placed', attemptId: known.attempt.id, sid: 'CA1' }, seconds(2));
    const unknown = await claimed(await create(stores), seconds(3));
    const ended = await claimed(await create(stores), seconds(1));
    const lost = { type: 'call_not_found', attemptId: ended.attempt.id } as const;
    await apply(stores.store, ended, lost, seconds(4));
    await claimed(await create(stores), seconds(60));
    await create(stores);
    const found = await stores.sweeps.silentAttempts(seconds(50), seconds(95), 10);
    const to = NUMBER;
    expect(new Set(found)).toEqual(
      new Set([
        { attemptId: known.attempt.id, channel: 'call', sid: 'CA1', to, startedAt: seconds(1) },
        { attemptId: unknown.attempt.id, channel: 'call', sid: null, to, startedAt: seconds(3) },
      ]),
    );
  });

  it('are looked for also when their verification is over', async () => {
    const record = await claimed(await create(stores), seconds(1));
    await apply(stores.store, record, { type: 'cancel_requested' }, seconds(2));
    expect(await stores.sweeps.silentAttempts(seconds(50), seconds(95), 10)).toHaveLength(1);
  });

  it('are shared out among sweeps that run at once, and told again after a while', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => create(stores)));
    for (const record of all) await claimed(record, seconds(1));
    const sweep = () => stores.sweeps.silentAttempts(seconds(50), seconds(95), 10).then(attemptIds);
    const found = (await Promise.all([sweep(), sweep(), sweep(), sweep()])).flat();
    expect(new Set(found).size).toBe(found.length);
    found.push(...(await sweep()), ...(await sweep()));
    expect(found.sort()).toEqual(all.map(({ attempt }) => attempt.id).sort());
    expect(await stores.sweeps.silentAttempts(seconds(96), seconds(140), 30)).toHaveLength(20);
  });
});

describe('known call SIDs', () => {
  it('are those that an attempt has', async () => {
    const record = await claimed(await create(stores), seconds(1));
    const placed = { type: 'placed', attemptId: record.attempt.id, sid: 'CA1' } as const;
    await apply(stores.store, record, placed, seconds(2));
    expect(await stores.sweeps.knownSids(['CA1', 'CA2'])).toEqual(new Set(['CA1']));
    expect(await stores.sweeps.knownSids([])).toEqual(new Set());
  });
});

describe('idempotency keys', () => {
  it('are forgotten when their time is over, a batch at a time, and then are free', async () => {
    const { store, sweeps, application } = stores;
    const requestHash = createHash('sha256').update('body').digest();
    const keep = (key: string, at: Date) =>
      store.create({ record: newRecord(application, bornAt(at)), to: NUMBER, idempotency: { key, requestHash } });
    const [old, older, young] = [randomUUID(), randomUUID(), randomUUID()];
    await keep(old, seconds(-20));
    await keep(older, seconds(-30));
    await keep(young, seconds(-1));
    expect(await sweeps.forgetIdempotencyKeys(seconds(-10), 1)).toBe(1);
    expect(await sweeps.forgetIdempotencyKeys(seconds(-10), 10)).toBe(1);
    expect(await sweeps.forgetIdempotencyKeys(seconds(-10), 10)).toBe(0);
    expect((await keep(old, START)).outcome).toBe('created');
    expect((await keep(young, START)).outcome).toBe('replayed');
  });
});
