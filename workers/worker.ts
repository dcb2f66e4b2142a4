import type { QueueBackend } from '#queue/backend.ts';
import { runJobs } from '#queue/job-runner.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { placeAttempt } from '#services/place-attempt.ts';
import { startSweeper } from './sweeper.ts';

/** Calls placed at the same time by one worker: each waits for the carrier most of the time. */
const CONCURRENCY = 50;

export interface RunningWorker {
  /** Lets the calls being placed be placed, and takes no more. */
  close(): Promise<void>;
}

/** The worker role: places the calls that the queue asks for, and sweeps. */
export async function startWorker(deps: Dependencies, backend: QueueBackend): Promise<RunningWorker> {
  const runner = runJobs(backend, { 'place-attempt': (attemptId) => placeAttempt(deps, attemptId) }, deps.log, {
    concurrency: CONCURRENCY,
    jobsPerSecond: deps.callsPerSecond,
  });
  const stopSweeper = startSweeper(deps);
  return {
    async close() {
      await Promise.all([runner.close(), stopSweeper()]);
    },
  };
}
