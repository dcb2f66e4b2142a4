import { v7 as uuidv7 } from 'uuid';
import { maskPhoneNumber } from '#domain/phone-number.ts';
import { ApiError } from '#errors';
import type { ApplicationRecord, VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from './dependencies.ts';
import { type PhoneRequest, phoneToCall } from './phone-to-call.ts';
import { policyOf } from './policy-of.ts';
import { tooSoon, unacceptable } from './refusals.ts';
import { type Asked, planVerification } from './verification-plan.ts';

export interface StartRequest extends PhoneRequest, Omit<Asked, keyof PhoneRequest> {
  application: ApplicationRecord;
  autoRetry: boolean;
  purpose: string;
  context: string | null;
  metadata: Record<string, string | number | boolean>;
  /** The client's key with the SHA-256 of the body that came with it. */
  idempotency: { key: string; requestHash: Buffer } | null;
  /** A UUID that nothing has yet, where it must be known beforehand. */
  id?: string;
}

/**
 * Accepts a verification: once this returns, the call or message will be placed whatever crashes. The row is the
 * outbox; the queue is told after the commit and a sweep makes good what the queue missed.
 * @throws ApiError `not_acceptable_value` for a number that cannot be called, a phone that the user does not have or a
 * mode that cannot be served, `user_blocked`, `too_many_requests` while the number is left alone,
 * `idempotency_key_reused`.
 */
export async function startVerification(deps: Dependencies, request: StartRequest): Promise<VerificationRecord> {
  // The number in clear goes to the store and nowhere else.
  const { application, idempotency, id = uuidv7(), to: _, ...rest } = request;
  const { settings } = application;
  const { cooldownSeconds } = policyOf(deps, application);
  // The same request may be led to another phone by now, and must not find its number called a moment ago.
  const again = request.to === null || cooldownSeconds > 0 ? await answeredBefore(deps, request) : null;
  if (again) return again;

  const { to, ...phone } = await phoneToCall(deps, request);
  const plan = planVerification({ ...rest, ...phone }, settings);
  if (plan.mode === 'pin') await requirePin(deps, application.id, request.userId);
  const record: VerificationRecord = {
    ...{ ...rest, ...phone, ...plan, id },
    ...newborn(deps.clock.now(), deps.policy.lifeSeconds, plan),
    ...{ applicationId: application.id, brand: application.brand, settings },
    toMasked: maskPhoneNumber(to),
  };
  if (cooldownSeconds > 0) await leaveAlone(deps, application.id, to, cooldownSeconds);

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
      deps.notifier.publish(record.id);
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

/** What was answered to the first of a repeated request; null for the first. */
async function answeredBefore(deps: Dependencies, { application, idempotency }: StartRequest) {
  const before = idempotency && (await deps.store.findReplay(application.id, idempotency));
  if (before?.outcome === 'conflict') throw keyReused();
  return before && asCreated(before.record);
}

/** Keeps the cooldown of the number. */
async function leaveAlone(deps: Dependencies, applicationId: string, to: string, seconds: number): Promise<void> {
  const now = deps.clock.now();
  const until = await deps.store.claimNumber(applicationId, to, now, seconds);
  if (until) throw tooSoon(until, now);
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
  return { ...record, ...newborn(record.createdAt, lifeSeconds, record) };
}
