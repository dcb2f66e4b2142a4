import type { Pool } from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Log } from '#ports/log.ts';
import { type ClosableRateLimits, createRateLimits } from './counters.ts';

const table = { storeType: 'pool', tableName: 'rate_limits', tableCreated: true };
/** By the index on `expire`. */
const forget = 'DELETE FROM rate_limits WHERE expire < $1';
const FORGET_EVERY_MS = 300_000;

/** Counts in the table `rate_limits`, and forgets counters that are over. */
export function openPostgresRateLimits(pool: Pool, log: Log): ClosableRateLimits {
  const onError = (error: Error) => log.debug('Old counters were not forgotten', { error: error.message });
  const forgetting = setInterval(() => pool.query(forget, [Date.now()]).catch(onError), FORGET_EVERY_MS).unref();
  return {
    // The library would have a timer for each counter, which nobody can stop.
    ...createRateLimits(
      (options) => new RateLimiterPostgres({ ...options, ...table, storeClient: pool, clearExpiredByTimeout: false }),
    ),
    async close() {
      clearInterval(forgetting);
    },
  };
}
