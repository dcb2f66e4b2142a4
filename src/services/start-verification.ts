import { v7 as uuidv7 } from 'uuid';
import { checkPhoneNumber, maskPhoneNumber, phoneNumberProblems } from '#domain/phone-number.ts';
import type { Channel, Mode } from '#domain/verification.ts';
import { ApiError } from '#errors';
import type { ApplicationRecord, VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from './dependencies.ts';

export interface StartRequest {
  application: ApplicationRecord;
  to: string;
  channel: Channel;
  mode: Mode;
  purpose: string;
  locale: string;
  context: string | null;
  metadata: Record<string, string | number | boolean>;
  userId: string | null;
  /** The client's key with the SHA-256 of the body that came with it. */
  idempotency: { key: string; requestHash: Buffer } | null;
}

/**
 * Accepts a verification: once this returns, the call will be placed whatever crashes. The row is the
 * outbox; the queue is told after the commit and a sweep makes good what the queue missed.
 * @throws ApiError `not_acceptable_value` for a number that cannot be called, `idempotency_key_reused`.
 */
export async function startVerification(deps: Dependencies, request: StartRequest): Promise<VerificationRecord> {
  const problem = checkPhoneNumber(request.to);
  if (problem) {
    const message = phoneNumberProblems[problem];
    throw new ApiError('not_acceptable_value', `The field to ${message}.`, { fields: [{ path: 'to', message }] });
  }
  const { application, to, idempotency, ...rest } = request;
  const record: VerificationRecord = {
    ...rest,
    ...newborn(deps.clock.now(), deps.policy.lifeSeconds),
    applicationId: application.id,
    brand: application.brand,
    factorId: null,
    toMasked: maskPhoneNumber(to),
  };

  const created = await deps.store.create({ record, to, idempotency });
  if (created.outcome === 'conflict') {
    throw new ApiError(
      'idempotency_key_reused',
      'This Idempotency-Key came with another body before: send the same body again, or choose a new key.',
    );
  }
  if (created.outcome === 'replayed') return asCreated(created.record);
  deps.background.run('Queueing a call', () => deps.queue.addPlaceCall(record.attempt.id, record.version));
  return record;
}

function newborn(now: Date, lifeSeconds: number) {
  return {
    id: uuidv7(),
    status: 'pending',
    reason: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + lifeSeconds * 1000),
    attempt: {
      id: uuidv7(),
      number: 1,
      status: 'queued',
      callSid: null,
      answeredBy: null,
      promptsSaid: 0,
      queuedAt: now,
      startedAt: null,
      endedAt: null,
    },
  } as const satisfies Partial<VerificationRecord>;
}

/** What the first request was answered: a repeated one gets the same, however far the call has come since. */
function asCreated(record: VerificationRecord): VerificationRecord {
  const lifeSeconds = (record.expiresAt.getTime() - record.createdAt.getTime()) / 1000;
  return { ...record, ...newborn(record.createdAt, lifeSeconds), id: record.id };
}
