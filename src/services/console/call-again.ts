import { channelsOf, modeOn } from '#domain/retry-plan.ts';
import { type Channel, hasAttemptsLeft } from '#domain/verification.ts';
import { ApiError } from '#errors';
import type { Scope } from '#ports/console-search.ts';
import type { StaffRecord } from '#ports/staff.ts';
import type { VerificationRecord } from '#ports/store.ts';
import { retryVerification } from '../change-verification.ts';
import type { Dependencies } from '../dependencies.ts';
import { endBlocked } from '../end-blocked.ts';
import { policyOf } from '../policy-of.ts';
import { noSuchVerification } from '../refusals.ts';
import { startVerification } from '../start-verification.ts';
import { readVerification } from '../watch-verification.ts';
import { audited } from './audited.ts';
import { withinBudget } from './call-budget.ts';

export interface CallAgain {
  id: string;
  reason: string;
  /** Null: as before. */
  channel: Channel | null;
}

/**
 * Calls or texts the person of a verification again, once: by another attempt where the verification still offers one,
 * else by another verification like it. The number is not shown to who asks.
 * @returns the verification that goes on
 * @throws ApiError `not_found`; `state_conflict` while it is under way, or the phone was removed; `too_many_requests`
 * beyond the budget, or while the number is left alone; `user_blocked`; `not_acceptable_value` for a number or a mode
 * that the application does not allow any more
 */
export async function callAgain(
  deps: Dependencies,
  staff: StaffRecord,
  scope: Scope,
  { id, reason, channel }: CallAgain,
): Promise<VerificationRecord> {
  const found = await deps.consoleSearch.reveal(scope, id);
  if (!found) throw noSuchVerification();
  const { applicationId, number, numberHash } = found;
  const deed = { action: 'verification.call_again', subject: { type: 'verification', id }, applicationId } as const;
  const data = (made: VerificationRecord) => ({
    ...{ verificationId: made.id, attempt: made.attempt.number, channel: made.attempt.channel },
  });
  return audited(deps, staff, { ...deed, reason, data }, async () => {
    const record = await readVerification(deps, applicationId, id);
    if (record.status === 'pending') {
      throw new ApiError(
        'state_conflict',
        'This verification is under way: wait until it is over, or cancel it first.',
      );
    }
    const start = offersRetry(deps, record, channel)
      ? () => retryUnblocked(deps, applicationId, id, channel)
      : () => startLike(deps, record, number, channel ?? record.attempt.channel);
    return withinBudget(deps, { staffId: staff.id, numberHash }, start);
  });
}

/** Fraud that was reported a moment ago, from a number without a user, ends what waits for a retry only by a sweep. */
async function retryUnblocked(deps: Dependencies, applicationId: string, id: string, channel: Channel | null) {
  await endBlocked(deps);
  return retryVerification(deps, applicationId, id, channel);
}

/** Whether the same verification may go on, with time enough for somebody to answer. */
function offersRetry(deps: Dependencies, record: VerificationRecord, channel: Channel | null): boolean {
  const { maxAttempts, minimumUsefulLifeSeconds } = policyOf(deps, record);
  const leftMs = record.expiresAt.getTime() - deps.clock.now().getTime();
  return (
    record.status === 'retry' &&
    hasAttemptsLeft(record, maxAttempts) &&
    leftMs >= minimumUsefulLifeSeconds * 1000 &&
    (channel === null || channelsOf(record).includes(channel))
  );
}

/** One call or message: whoever asked sees how it ends, and nothing follows by itself. */
async function startLike(deps: Dependencies, record: VerificationRecord, number: string, channel: Channel) {
  const { applicationId, userId, factorId, purpose, locale, context } = record;
  const application = await deps.applications.findById(applicationId);
  if (!application) throw noSuchVerification();
  const isKept = factorId === null || (userId && (await deps.factors.find(applicationId, userId, factorId)));
  if (!isKept) throw new ApiError('state_conflict', 'This phone has been removed since: it is not called any more.');
  return startVerification(deps, {
    ...{ application, userId, factorId, purpose, locale, context, channel, mode: modeOn(channel, record) },
    // A phone of the person has its own number and extension.
    ...(factorId === null ? { to: number, extension: record.extension } : { to: null, extension: null }),
    ...{ fallback: [], autoRetry: false, metadata: { calledAgainFrom: record.id }, idempotency: null },
  });
}
