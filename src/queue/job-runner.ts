import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#ports/log.ts';
import type { QueueBackend, RunOptions } from './backend.ts';
import { QUEUE_NAME } from './job-queue.ts';
import { jobs } from './jobs.ts';

/** What is done for each kind of job. */
export interface JobHandlers {
  'place-attempt'(attemptId: string): Promise<void>;
}

/** The queue is told of a finished job within moments. While it is away it cannot be, and BullMQ's close would not end. */
const FAREWELL_MS = 1_000;

/**
 * The consuming side of the queue. A handler's failure ends its job: nothing is retried by the queue.
 * @returns close: lets the jobs under way finish, and takes no more.
 */
export function runJobs(backend: QueueBackend, handlers: JobHandlers, log: Log, options: RunOptions) {
  let running = 0;
  const worker = backend.createWorker(
    QUEUE_NAME,
    async (name, data) => {
      running += 1;
      try {
        if (name !== 'place-attempt') throw new Error(`There is no job called ${name}.`);
        await handlers['place-attempt'](jobs['place-attempt'].data.parse(data).attemptId);
      } catch (error) {
        log.error('A job failed', { job: name, error: (error as Error).message });
        throw error;
      } finally {
        running -= 1;
      }
    },
    options,
  );
  return {
    ready: () => worker.waitUntilReady().then(() => undefined),
    async close() {
      const closed = worker.close().then(() => true);
      while (!(await Promise.race([closed, pause(FAREWELL_MS, false, { ref: false })])) && running > 0);
    },
  };
}
