import type { VerificationRecord } from '#ports/store.ts';

/**
 * Verifications of the calls that are under way, by attempt: a webhook then needs no read before its write.
 * Nothing rests on an entry being right: every write is bound to the version that was read, and a miss reads again.
 */
export interface RecentRecords {
  get(attemptId: string): VerificationRecord | undefined;
  put(record: VerificationRecord): void;
  drop(attemptId: string): void;
}

/** Keeps the `capacity` entries that were put last. */
export function createRecentRecords(capacity: number): RecentRecords {
  const records = new Map<string, VerificationRecord>();
  return {
    get: (attemptId) => records.get(attemptId),
    put(record) {
      records.delete(record.attempt.id);
      records.set(record.attempt.id, record);
      // A Map keeps the order of insertion: its first key is the oldest.
      const oldest = records.size > capacity ? records.keys().next().value : undefined;
      if (oldest !== undefined) records.delete(oldest);
    },
    drop: (attemptId) => void records.delete(attemptId),
  };
}
