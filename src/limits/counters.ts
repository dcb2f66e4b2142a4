import { createHash } from 'node:crypto';
import {
  type IRateLimiterOptions,
  RateLimiterMemory,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible';
import type { RateLimit, RateLimits } from '#ports/rate-limits.ts';

/** Rate limits that hold a connection or a timer. */
export interface ClosableRateLimits extends RateLimits {
  close(): Promise<void>;
}

/** What a storage makes a counter of; `insuranceLimiter` counts in this process while the storage is away. */
export type CounterOptions = IRateLimiterOptions & { insuranceLimiter: RateLimiterMemory };

/**
 * Counters of rate-limiter-flexible, one for each limit. They go by the machine's own time.
 * @param open makes a counter in the storage
 */
export function createRateLimits(open: (options: CounterOptions) => RateLimiterStoreAbstract): RateLimits {
  const counters = new Map<string, RateLimiterStoreAbstract>();
  const counterOf = ({ name, points, seconds }: RateLimit) => {
    const options = { keyPrefix: name, points, duration: seconds };
    const counter = counters.get(name) ?? open({ ...options, insuranceLimiter: new RateLimiterMemory(options) });
    counters.set(name, counter);
    return counter;
  };
  return {
    async take(limit, key) {
      const counter = counterOf(limit);
      try {
        await counter.consume(hashed(key));
        return null;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        // Only what was let through counts: what others give back makes room for the next.
        await counter.reward(hashed(key));
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      }
    },
    async giveBack(limit, key) {
      await counterOf(limit).reward(hashed(key));
    },
  };
}

/** Keys name people: the storage need not know whom. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
