import type { z } from 'zod';
import type { Policy } from '#domain/policy.ts';
import { isTerminal } from '#domain/verification.ts';
import type { TimelineEntry, VerificationRecord } from '#ports/store.ts';
import type { timelineEntry, verification } from './schemas.ts';

/** A verification as the API shows it. */
export function viewVerification(
  record: VerificationRecord,
  { maxAttempts, maxChecks }: Pick<Policy, 'maxAttempts' | 'maxChecks'>,
): z.input<typeof verification> {
  const { attempt } = record;
  return {
    id: record.id,
    status: record.status,
    reason: record.reason,
    channel: attempt.channel,
    mode: attempt.mode,
    fallback: [...record.fallback],
    autoRetry: record.autoRetry,
    extension: record.extension,
    purpose: record.purpose,
    to: record.toMasked,
    userId: record.userId,
    factorId: record.factorId,
    locale: record.locale,
    context: record.context,
    metadata: record.metadata,
    attempt: {
      number: attempt.number,
      channel: attempt.channel,
      mode: attempt.mode,
      status: attempt.status,
      answeredBy: attempt.answeredBy,
      queuedAt: attempt.queuedAt.toISOString(),
      startedAt: attempt.startedAt?.toISOString() ?? null,
      endedAt: attempt.endedAt?.toISOString() ?? null,
    },
    attemptsRemaining: isTerminal(record.status) ? 0 : Math.max(0, maxAttempts - attempt.number),
    checksRemaining: attempt.mode !== 'code' ? null : isTerminal(record.status) ? 0 : maxChecks - record.checks,
    version: record.version,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    expiresAt: record.expiresAt.toISOString(),
  };
}

export function viewTimelineEntry({ at, ...entry }: TimelineEntry): z.input<typeof timelineEntry> {
  return { at: at.toISOString(), ...entry } as z.input<typeof timelineEntry>;
}
