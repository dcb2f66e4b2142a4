import type { Log } from '#ports/log.ts';
import type { QueueBackend, RunOptions } from '#queue/backend.ts';
import { createJobQueue } from '#queue/job-queue.ts';
import { runJobs } from '#queue/job-runner.ts';
import { createMemoryLog } from '../support/log.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';

/** What the contract needs to know of a backend. */
export interface QueueBackendUnderTest {
  kind: QueueBackend['kind'];
  /** Its address by way of `wire`. */
  url: string;
  wire: TcpProxy;
  open(log: Log): QueueBackend;
  /** Lets the locks of all jobs under way be over, and the next look for stalled jobs be due. */
  outliveLocks(): Promise<void>;
  /** Whether a worker has looked for stalled jobs since. */
  hasLookedForStalled(): Promise<boolean>;
  /** Forgets all jobs and limits. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Opens queues and workers as separate processes would, and closes them after the test. */
export function createParties(backend: Pick<QueueBackendUnderTest, 'open'>) {
  const closers: (() => Promise<unknown>)[] = [];
  const log = createMemoryLog();
  const own = () => {
    const opened = backend.open(log);
    closers.push(() => opened.close());
    return opened;
  };
  return {
    log: log.lines,
    /** A process that adds jobs. */
    queue() {
      const queue = createJobQueue(own());
      closers.push(() => queue.close());
      return queue;
    },
    /** A process that runs jobs. */
    worker(placeCall: (attemptId: string) => Promise<void>, options: Partial<RunOptions> = {}) {
      const runner = runJobs(own(), { 'place-attempt': placeCall }, log, {
        concurrency: 10,
        jobsPerSecond: null,
        ...options,
      });
      closers.push(() => runner.close());
      return runner;
    },
    async close() {
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
}

/** Collects what happened, and lets a test wait for the next or for so many. */
export function createTally<T>() {
  const items: T[] = [];
  let wake = Promise.withResolvers<void>();
  return {
    items,
    add(item: T) {
      items.push(item);
      wake.resolve();
      wake = Promise.withResolvers<void>();
    },
    async reaches(count: number): Promise<T[]> {
      while (items.length < count) await wake.promise;
      return items;
    },
  };
}
