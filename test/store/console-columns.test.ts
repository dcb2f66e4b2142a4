import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerificationRecord } from '#ports/store.ts';
import { apply, create, newRecord, seconds, startStores, stepOf, type TestStores } from './harness.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

const attemptsOf = ({ id }: VerificationRecord) =>
  stores.database.query<{ answered_at: Date | null; error_code: number | null }>(
    null,
    'SELECT answered_at, error_code FROM attempts WHERE verification_id = $1 ORDER BY number',
    [id],
  );

describe('the country of a verification', () => {
  it.each([
    ['+12025550123', 'US'],
    ['+14165550123', 'CA'],
    ['+493012345678', 'DE'],
    ['+870773111632', null],
  ])('of %s is %s', async (to, country) => {
    const record = newRecord(stores.application);
    await stores.store.create({ record, to, idempotency: null });
    const text = 'SELECT country FROM verifications WHERE id = $1';
    expect(await stores.database.query(null, text, [record.id])).toEqual([{ country }]);
  });
});

describe('the time of picking up', () => {
  it('is the first at which the call was in progress, and is kept when it ends', async () => {
    const record = await create(stores);
    const call = { attemptId: record.attempt.id, sid: 'CA1', answeredBy: null };
    const progress = { ...call, type: 'call_progress', sipResponseCode: null, carrierReason: null } as const;
    const { next: rings } = await apply(stores.store, record, { ...progress, callStatus: 'ringing' }, seconds(1));
    expect(await attemptsOf(record)).toMatchObject([{ answered_at: null }]);
    const { next: said } = await apply(stores.store, rings, { type: 'answered', ...call }, seconds(9));
    const key = { type: 'key_pressed', key: 'right', prompt: 1, ...call } as const;
    const { next: verified } = await apply(stores.store, said, key, seconds(12));
    await apply(stores.store, verified, { ...progress, callStatus: 'completed' }, seconds(14));
    expect(await attemptsOf(record)).toMatchObject([{ answered_at: seconds(9), error_code: null }]);
  });
});

describe("the carrier's error", () => {
  const refuse = async (data: Record<string, unknown>) => {
    const record = await create(stores);
    const { id: attemptId } = record.attempt;
    const event = { type: 'refused', attemptId, reason: 'call_failed', carrierCode: null } as const;
    await stores.store.save(record, stepOf(record, event, seconds(1), { data }));
    return attemptsOf(record);
  };
  it.each([
    ['of a refused order', { carrier: 'rejected', carrierCode: 21211 }, 21211],
    ['of a webhook', { ErrorCode: '30003' }, 30003],
    ['is none where none was named', { carrier: 'rejected', carrierCode: null }, null],
    ['is none where it is no number', { ErrorCode: 'none' }, null],
    ['is none where it is beyond all numbers', { ErrorCode: '99999999999' }, null],
  ])('%s', async (_, data, error_code) => {
    expect(await refuse(data)).toMatchObject([{ error_code }]);
  });

  it('that ended an attempt stays with it when another one follows', async () => {
    const record = await create(stores, { autoRetry: true });
    const { id: attemptId } = record.attempt;
    const busy = { callStatus: 'busy', sipResponseCode: 486, carrierReason: null, answeredBy: null } as const;
    const event = { type: 'call_progress', attemptId, sid: 'CA2', ...busy } as const;
    const step = stepOf(record, event, seconds(3), { attemptId, data: { ErrorCode: '13224' } });
    expect(step.decision.next.attempt.number).toBe(2);
    await stores.store.save(record, step);
    expect(await attemptsOf(record)).toMatchObject([{ error_code: 13224 }, { error_code: null }]);
  });
});
