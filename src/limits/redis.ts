import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { Log } from '#ports/log.ts';
import { type ClosableRateLimits, createRateLimits } from './counters.ts';

/** A person waits for the answer: after this, each process counts for itself. */
const TIMEOUT_MS = 1_000;

/** Counts in Redis, which forgets counters that are over by itself. */
export function openRedisRateLimits(redisUrl: string, log: Log): ClosableRateLimits {
  const connection = { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: TIMEOUT_MS };
  const storeClient = new Redis(redisUrl, connection).on('error', (error) =>
    log.debug('The rate limits cannot reach Redis', { error: error.message }),
  );
  return {
    ...createRateLimits(({ keyPrefix, ...options }) => {
      const prefix = `{poundkey}:limit:${keyPrefix}`;
      return new RateLimiterRedis({ ...options, keyPrefix: prefix, storeClient, rejectIfRedisNotReady: true });
    }),
    async close() {
      storeClient.disconnect();
    },
  };
}
