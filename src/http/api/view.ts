import type { z } from 'zod';
import { isTerminal } from '#domain/verification.ts';
import type { TimelineEntry, VerificationRecord } from '#ports/store.ts';
import type { timelineEntry, verification } from './schemas.ts';

/** A verification as the API shows it. */
export function viewVerification(record: VerificationRecord, maxAttempts: number): z.input<typeof verification> {
  const { attempt } = record;
  return {
    id: record.id,
    status: record.status,
    reason: record.reason,
    channel: record.channel,
    mode: record.mode,
    purpose: record.purpose,
    to: record.toMasked,
    userId: record.userId,
    factorId: record.factorId,
    locale: record.locale,
    context: record.context,
    metadata: record.metadata,
    attempt: {
      number: attempt.number,
      status: attempt.status,
      answeredBy: attempt.answeredBy,
      startedAt: attempt.startedAt?.toISOString() ?? null,
      endedAt: attempt.endedAt?.toISOString() ?? null,
    },
    attemptsRemaining: isTerminal(record.status) ? 0 : maxAttempts - attempt.number,
    version: record.version,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    expiresAt: record.expiresAt.toISOString(),
  };
}

export function viewTimelineEntry({ at, ...entry }: TimelineEntry): z.input<typeof timelineEntry> {
  return { at: at.toISOString(), ...entry } as z.input<typeof timelineEntry>;
}
