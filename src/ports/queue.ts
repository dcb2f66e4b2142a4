/** The job queue as services see it. The rows in the store are the truth; the queue only says "now". */
export interface JobQueue {
  /**
   * Asks a worker to place the call of an attempt. `version` is the verification's when the attempt was
   * queued: asking twice for the same attempt and version does nothing while the first job is there.
   * Throws `QueueUnavailable` when the queue does not answer within its bound.
   */
  addPlaceAttempt(attemptId: string, version: number, options?: { delayMs?: number }): Promise<void>;
  /** Throws `QueueUnavailable` when the queue does not answer. */
  ping(): Promise<void>;
}

/** The queue did not take a job in time. Nothing is lost: a sweep adds it again. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable';
}
