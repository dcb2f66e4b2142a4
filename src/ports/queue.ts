/** The job queue as services see it. The rows in the store are the truth; the queue only says "now". */
export interface JobQueue {
  /**
   * Asks a worker to place the call of an attempt. Asking twice for the same attempt while the first job is
   * still waiting does nothing. Throws `QueueUnavailable` when the queue does not answer within its bound.
   */
  addPlaceCall(attemptId: string, options?: { delayMs?: number }): Promise<void>;
  /** Throws `QueueUnavailable` when the queue does not answer. */
  ping(): Promise<void>;
}

/** The queue did not take a job in time. Nothing is lost: a sweep adds it again. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable';
}
