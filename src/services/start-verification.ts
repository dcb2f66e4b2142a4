import { v7 as uuidv7 } from 'uuid';
import { checkPhoneNumber, maskPhoneNumber, phoneNumberProblems } from '#domain/phone-number.ts';
import { ApiError } from '#errors';
import type { ApplicationRecord, VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from './dependencies.ts';
import { policyOf } from './policy-of.ts';
import { tooSoon, unacceptable } from './refusals.ts';
import { type Asked, planVerification } from './verification-plan.ts';

export interface StartRequest extends Asked {
  application: ApplicationRecord;
  to: string;
  autoRetry: boolean;
  extension: string | null;
  purpose: string;
  locale: string;
  context: string | null;
  metadata: Record<string, string | number | boolean>;
  userId: string | null;
  /** The client's key with the SHA-256 of the body that came with it. */
  idempotency: { key: string; requestHash: Buffer } | null;
}

/**
 * Accepts a verification: once this returns, the call or message will be placed whatever crashes. The row is the
 * outbox; the queue is told after the commit and a sweep makes good what the queue missed.
 * @throws ApiError `not_acceptable_value` for a number that cannot be called or a mode that cannot be served,
 * `user_blocked`, `too_many_requests` while the number is left alone, `idempotency_key_reused`.
 */
export async function startVerification(deps: Dependencies, request: StartRequest): Promise<VerificationRecord> {
  const problem = checkPhoneNumber(request.to);
  if (problem) throw unacceptable('to', phoneNumberProblems[problem]);
  const { application, to, idempotency, ...rest } = request;
  const { settings } = application;
  const plan = planVerification(rest, settings);
  if (plan.mode === 'pin') await requirePin(deps, application.id, request.userId);
  const record: VerificationRecord = {
    ...{ ...rest, ...plan },
    ...newborn(deps.clock.now(), deps.policy.lifeSeconds, plan),
    ...{ applicationId: application.id, brand: application.brand, settings },
    ...{ factorId: null, toMasked: maskPhoneNumber(to) },
  };
  const again = await leaveAlone(deps, request, record);
  if (again) return again;

  const created = await deps.store.create({ record, to, idempotency });
  switch (created.outcome) {
    case 'conflict':
      throw keyReused();
    case 'blocked':
      throw new ApiError(
        'user_blocked',
        `Calls to this person are blocked until ${created.endsAt.toISOString()}: the block has to be lifted first.`,
      );
    case 'replayed':
      return asCreated(created.record);
    case 'created':
      deps.background.run('Queueing an attempt', () => deps.queue.addPlaceAttempt(record.attempt.id, record.version));
      return record;
  }
}

async function requirePin(deps: Dependencies, applicationId: string, userId: string | null): Promise<void> {
  if (userId === null) throw unacceptable('userId', 'is needed for the mode pin: whose PIN is asked for');
  if ((await deps.users.pinHashOf(applicationId, userId)) === null) {
    throw unacceptable('mode', 'cannot be pin: this user has no PIN yet, set one with PUT /v1/users/{userId}/pin');
  }
}

/**
 * Keeps the cooldown of the number. A repeated request is no second call.
 * @returns what was answered to the first of a repeated request, else null
 * @throws ApiError `too_many_requests`
 */
async function leaveAlone(
  deps: Dependencies,
  { application, to, idempotency }: StartRequest,
  record: VerificationRecord,
): Promise<VerificationRecord | null> {
  const { cooldownSeconds } = policyOf(deps, record);
  if (cooldownSeconds === 0) return null;
  const before = idempotency && (await deps.store.findReplay(application.id, idempotency));
  if (before?.outcome === 'conflict') throw keyReused();
  if (before?.outcome === 'replayed') return asCreated(before.record);
  const now = deps.clock.now();
  const until = await deps.store.claimNumber(application.id, to, now, cooldownSeconds);
  if (until) throw tooSoon(until, now);
  return null;
}

function keyReused(): ApiError {
  return new ApiError(
    'idempotency_key_reused',
    'This Idempotency-Key came with another body before: send the same body again, or choose a new key.',
  );
}

type Plan = Pick<VerificationRecord, 'channel' | 'mode'>;

function newborn(now: Date, lifeSeconds: number, { channel, mode }: Plan) {
  const attemptId = uuidv7();
  return {
    id: uuidv7(),
    status: 'pending',
    reason: null,
    checks: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + lifeSeconds * 1000),
    attempt: {
      ...{ id: attemptId, number: 1, channel, mode, status: 'queued', sid: null, answeredBy: null, promptsSaid: 0 },
      ...{ codeId: attemptId, queuedAt: now, startedAt: null, endedAt: null },
    },
  } as const satisfies Partial<VerificationRecord>;
}

/** What the first request was answered: a repeated one gets the same, however far it has come since. */
function asCreated(record: VerificationRecord): VerificationRecord {
  const lifeSeconds = (record.expiresAt.getTime() - record.createdAt.getTime()) / 1000;
  return { ...record, ...newborn(record.createdAt, lifeSeconds, record), id: record.id };
}
