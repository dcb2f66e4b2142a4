import { type JobQueue, QueueUnavailable } from '#ports/queue.ts';
import type { QueueBackend } from './backend.ts';
import { jobs } from './jobs.ts';

export const QUEUE_NAME = 'calls';
/** Nobody waits longer for the queue: what it misses, a sweep makes good. */
const ADD_WITHIN_MS = 500;

/** The producing side of the queue. */
export function createJobQueue(backend: QueueBackend): JobQueue & { close(): Promise<void> } {
  const queue = backend.createQueue(QUEUE_NAME);
  return {
    async addPlaceAttempt(attemptId, version, { delayMs = 0 } = {}) {
      const { options } = jobs['place-attempt'];
      // The id makes a second asking for the same turn of the same attempt a no-op.
      const job = { ...options, delay: delayMs, jobId: `${attemptId}-${version}` };
      await within(ADD_WITHIN_MS, queue.add('place-attempt', { attemptId }, job));
    },
    async ping() {
      await within(ADD_WITHIN_MS, queue.getWaitingCount());
    },
    close: () => queue.close(),
  };
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), limitMs);
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw new QueueUnavailable(`The queue did not take a job: ${(error as Error).message}.`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
