import type { VerificationRecord } from '#ports/store.ts';

/**
 * Verifications of the calls that are under way, by attempt: a webhook then needs no read before its write.
 * Nothing rests on an entry being right: every write is bound to the version that was read, and a miss reads again.
 */
export interface RecentRecords {
  get(attemptId: string): VerificationRecord | undefined;
  /** The newest version that is known. */
  newest(id: string): VerificationRecord | undefined;
  put(record: VerificationRecord): void;
  drop(attemptId: string): void;
}

/** Keeps what was put last: `capacity` attempts, and as many verifications. */
export function createRecentRecords(capacity: number): RecentRecords {
  const byAttempt = createRecent<VerificationRecord>(capacity);
  const byId = createRecent<VerificationRecord>(capacity);
  return {
    get: byAttempt.get,
    newest: byId.get,
    put(record) {
      byAttempt.put(record.attempt.id, record);
      if (record.version >= (byId.get(record.id)?.version ?? 0)) byId.put(record.id, record);
    },
    drop: byAttempt.drop,
  };
}

function createRecent<T>(capacity: number) {
  const entries = new Map<string, T>();
  return {
    get: (key: string) => entries.get(key),
    put(key: string, entry: T) {
      entries.delete(key);
      entries.set(key, entry);
      // A Map keeps the order of insertion: its first key is the oldest.
      const oldest = entries.size > capacity ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
    },
    drop: (key: string) => void entries.delete(key),
  };
}
