import { openPostgresBackend, openRedisBackend } from '#queue/backend.ts';
import { runJobs } from '#queue/job-runner.ts';
import { createMemoryLog } from '../support/log.ts';

const [kind, url = ''] = process.argv.slice(2);
const log = createMemoryLog();
const backend = kind === 'redis' ? openRedisBackend(url, log) : openPostgresBackend(url, log);
const take = (attemptId: string) =>
  new Promise<void>(() => {
    process.send?.(attemptId);
  });
runJobs(backend, { 'place-attempt': take }, log, { concurrency: 1, jobsPerSecond: null });
