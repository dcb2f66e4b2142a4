import { type JobsOptions, PostgresQueueBackend, Queue, type QueueBaseOptions, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Log } from '#ports/log.ts';
import { openQueuePool, QueueConnection } from './postgres-connection.ts';
import { watchEvictionPolicy } from './redis-policy.ts';

/** BullMQ on Redis where there is one, else on the same Postgres as everything else. */
export interface QueueBackend {
  kind: 'redis' | 'postgres';
  createQueue(name: string): JobProducer;
  createWorker(name: string, run: Run, options: RunOptions): JobConsumer;
  close(): Promise<void>;
}

/** What we use of BullMQ's Queue, whatever its backend. */
export interface JobProducer {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  getWaitingCount(): Promise<number>;
  close(): Promise<void>;
}

/** What we use of BullMQ's Worker, whatever its backend. */
export interface JobConsumer {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

type Run = (jobName: string, data: unknown) => Promise<void>;

export interface RunOptions {
  concurrency: number;
  /** Jobs started a second, over all workers of the queue together; null for no limit. */
  jobsPerSecond: number | null;
}

/** In Redis Cluster all keys of a queue must live together: the prefix is a hash tag. */
const PREFIX = '{poundkey}';

function workerOptions({ concurrency, jobsPerSecond }: RunOptions) {
  return {
    prefix: PREFIX,
    concurrency,
    // See jobs.ts: a stalled job is not handed to another worker.
    maxStalledCount: 0,
    // While a job of a dead worker lies there, the same attempt cannot be asked for again: it is cleared away
    // within some 15 s. BullMQ's own numbers are 30 s each.
    lockDuration: 10_000,
    stalledInterval: 5_000,
    // After a lost connection; BullMQ's own 15 s would be a quarter of the time in which a call must be placed.
    runRetryDelay: 1_000,
    ...(jobsPerSecond !== null && { limiter: rate(jobsPerSecond) }),
  };
}

/** BullMQ counts whole jobs per window: half a call a second is one call in two. */
function rate(perSecond: number): { max: number; duration: number } {
  return perSecond >= 1
    ? { max: Math.floor(perSecond), duration: 1_000 }
    : { max: 1, duration: Math.ceil(1_000 / perSecond) };
}

/** @param log told of lost connections; BullMQ mends them by itself. */
export function openRedisBackend(redisUrl: string, log: Log): QueueBackend {
  const onError = (error: Error) => log.warn('The queue cannot reach Redis', { error: error.message });
  const connect = (options: object) => new Redis(redisUrl, options).on('error', onError);
  // A producer fails at once while Redis is away; the sweep asks again. A worker waits for as long as it takes.
  const producer = connect({ enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  const consumer = connect({ maxRetriesPerRequest: null });
  watchEvictionPolicy(producer, log);
  return {
    kind: 'redis',
    createQueue: (name) => new Queue(name, { connection: producer, prefix: PREFIX }).on('error', onError),
    createWorker(name, run, options) {
      const settings = { ...workerOptions(options), connection: consumer };
      return new Worker(name, (job) => run(job.name, job.data), settings).on('error', onError);
    },
    async close() {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

/** @param log told of lost connections; BullMQ mends them by itself. */
export function openPostgresBackend(databaseUrl: string, log: Log): QueueBackend {
  const onError = (error: Error) => log.warn('The queue cannot reach Postgres', { error: error.message });
  const pool = openQueuePool(databaseUrl);
  pool.on('error', onError);
  const backend = (name: string, options: QueueBaseOptions) =>
    new PostgresQueueBackend(new QueueConnection(pool), name, { ...options, connection: pool });
  return {
    kind: 'postgres',
    createQueue: (name) => new Queue(name, { connection: pool }, backend).on('error', onError),
    createWorker(name, run, options) {
      const settings = { ...workerOptions(options), connection: pool };
      return new Worker(name, (job) => run(job.name, job.data), settings, backend).on('error', onError);
    },
    close: () => pool.end(),
  };
}
