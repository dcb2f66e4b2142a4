import { fork } from 'node:child_process';
import type { QueueBackend } from '#queue/backend.ts';

/** A worker process that takes one job and never finishes it, until it is killed. */
export async function startDoomedWorker(kind: QueueBackend['kind'], url: string) {
  const child = fork(new URL('./doomed-worker-process.ts', import.meta.url), [kind, url]);
  const took = new Promise<string>((resolve, reject) => {
    child.once('message', (attemptId) => resolve(String(attemptId)));
    child.once('exit', () => reject(new Error('The worker ended before it took a job.')));
  });
  return {
    took: () => took,
    async kill() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}
