import { explainCarrierError } from '#domain/carrier-error-table.ts';
import { isTerminal } from '#domain/verification.ts';
import type { FoundRecord, TryRecord, WholeVerification } from '#ports/console-search.ts';
import { summaryOf } from '#services/console/summary.ts';
import { timelineSteps } from '#services/console/timeline-steps.ts';
import type { FoundVerification, Try, VerificationDetail } from './console-api.ts';

/** A verification in a list. */
export function viewFound(record: FoundRecord): FoundVerification {
  return {
    id: record.id,
    application: { id: record.applicationId, name: record.applicationName },
    userId: record.userId,
    to: record.toMasked,
    country: record.country,
    channel: record.channel,
    mode: record.mode,
    purpose: record.purpose,
    status: record.status,
    reason: record.reason,
    attempts: record.attempts,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}

/** A verification with all that is known of it; numbers are masked. */
export function viewDetail(whole: WholeVerification): VerificationDetail {
  const { displayName, factorId, context, locale, expiresAt, version, status, events } = whole;
  return {
    ...viewFound(whole),
    ...{ displayName, factorId, context, locale, version },
    expiresAt: expiresAt.toISOString(),
    summary: summaryOf(whole),
    tries: whole.tries.map(viewTry),
    timeline: timelineSteps(whole).map(({ at, ...step }) => ({ at: at.toISOString(), ...step })),
    // Before anything has happened there is nothing to replay.
    can: { cancel: !isTerminal(status), callAgain: status !== 'pending', replay: events.length > 1 },
  };
}

function viewTry({ id: _, errorCode, price, priceUnit, ...attempt }: TryRecord): Try {
  return {
    ...attempt,
    queuedAt: attempt.queuedAt.toISOString(),
    startedAt: attempt.startedAt?.toISOString() ?? null,
    answeredAt: attempt.answeredAt?.toISOString() ?? null,
    endedAt: attempt.endedAt?.toISOString() ?? null,
    price: price === null || priceUnit === null ? null : { amount: price, unit: priceUnit },
    error: errorCode === null ? null : explainCarrierError(errorCode),
  };
}
