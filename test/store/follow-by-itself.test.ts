import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventOf } from '#domain/events.ts';
import type { VerificationRecord } from '#ports/store.ts';
import { apply, create, seconds, startStores, type TestStores } from './harness.ts';

const ATTEMPTS = `SELECT number, channel, mode, code_id, status, carrier_sid, answered_by, queued_at, started_at, ended_at
  FROM attempts WHERE verification_id = $1 ORDER BY number`;

describe('an attempt that follows by itself', () => {
  let stores: TestStores;
  beforeAll(async () => {
    stores = await startStores();
  });
  afterAll(() => stores.close());

  const noAnswer = ({ attempt }: VerificationRecord): EventOf<'call_progress'> => ({
    ...{ type: 'call_progress', attemptId: attempt.id, sid: 'CA1', callStatus: 'no-answer' },
    ...{ answeredBy: null, sipResponseCode: null, carrierReason: null },
  });
  /** Claims the first attempt and lets it ring in vain. */
  async function ringInVain(more: Partial<VerificationRecord>) {
    const record = await create(stores, more);
    const claim = await stores.store.claim(record.attempt.id, seconds(1));
    if (!claim) throw new Error('not claimed');
    const newAttemptId = randomUUID();
    const { outcome, next } = await apply(stores.store, claim.record, noAnswer(record), seconds(26), newAttemptId);
    expect(outcome).toBe('saved');
    return { record, next, newAttemptId };
  }
  const rowsOf = ({ id }: VerificationRecord) => stores.database.query('test-attempts-in-full', ATTEMPTS, [id]);

  it('is written with its own channel and mode, and the one before is left as it ended', async () => {
    const { record, next, newAttemptId } = await ringInVain({ fallback: ['sms'] });
    expect(next).toMatchObject({ status: 'pending', attempt: { id: newAttemptId, channel: 'sms', mode: 'code' } });
    expect(await stores.another().store.read(stores.application.id, record.id)).toEqual(next);
    const { codeId } = record.attempt;
    expect(await rowsOf(record)).toEqual([
      {
        ...{ number: 1, channel: 'call', mode: 'pound', code_id: codeId, status: 'no-answer', carrier_sid: 'CA1' },
        ...{ answered_by: null, queued_at: seconds(0), started_at: seconds(1), ended_at: seconds(26) },
      },
      {
        ...{ number: 2, channel: 'sms', mode: 'code', code_id: codeId, status: 'queued', carrier_sid: null },
        ...{ answered_by: null, queued_at: seconds(26), started_at: null, ended_at: null },
      },
    ]);
  });

  it('after a machine has another code, which that machine has not heard', async () => {
    const record = await create(stores, { fallback: ['sms'] });
    const machine = {
      type: 'answered',
      attemptId: record.attempt.id,
      sid: 'CA2',
      answeredBy: 'machine_start',
    } as const;
    const newAttemptId = randomUUID();
    const { next } = await apply(stores.store, record, machine, seconds(5), newAttemptId);
    expect(await stores.store.readByAttempt(newAttemptId, { fresh: true })).toEqual(next);
    expect(await rowsOf(record)).toMatchObject([
      { status: 'in-progress', answered_by: 'machine_start', code_id: record.attempt.codeId, ended_at: seconds(5) },
      { status: 'queued', code_id: newAttemptId },
    ]);
  });

  it('is refused to workers until its time', async () => {
    const { next, newAttemptId } = await ringInVain({ autoRetry: true });
    expect(next.attempt.queuedAt).toEqual(seconds(56));
    expect(await stores.store.claim(newAttemptId, seconds(50))).toBeNull();
    const claim = await stores.store.claim(newAttemptId, seconds(56));
    expect(claim?.record.attempt).toMatchObject({ number: 2, status: 'dialing', startedAt: seconds(56) });
  });

  it('is asked for again by a sweep when its delayed job was lost, once its time has come', async () => {
    const { next, newAttemptId } = await ringInVain({ autoRetry: true });
    const asked = { attemptId: newAttemptId, version: next.version };
    expect(await stores.sweeps.unclaimedAttempts(seconds(50), seconds(53), 10)).not.toContainEqual(asked);
    expect(await stores.sweeps.unclaimedAttempts(seconds(57), seconds(60), 10)).toContainEqual(asked);
  });

  it('makes what is told of the one before an event that changes nothing', async () => {
    const { record, next } = await ringInVain({ autoRetry: true });
    const known = await stores.store.readByAttempt(record.attempt.id, { fresh: true });
    expect(known).toEqual(next);
    const told = { ...noAnswer(record), callStatus: 'completed' } as const;
    expect((await apply(stores.store, next, told, seconds(30))).next).toEqual(next);
    expect(await rowsOf(record)).toMatchObject([{ status: 'no-answer', ended_at: seconds(26) }, {}]);
  });
});

describe('a worker whose clock is behind by a moment', () => {
  it('gets an attempt that is to be dialed at once', async () => {
    const stores = await startStores();
    const { attempt } = await create(stores);
    expect(await stores.store.claim(attempt.id, seconds(-1))).not.toBeNull();
    await stores.close();
  });
});
