import { ApiError } from '#errors';
import type { RateLimit, RateLimits } from '#ports/rate-limits.ts';

/** Failures: what went right is given back. */
const failures = { points: 10, seconds: 900 };
const byAddress: RateLimit = { name: 'console-sign-in-address', ...failures };
const byIp: RateLimit = { name: 'console-sign-in-ip', ...failures };

/**
 * Tries to sign in, unless too many failed before: ten in 15 minutes of one address, known or not, or from one IP.
 * @param who without an e-mail address where none is known yet
 * @param attempt null when it failed
 * @throws ApiError `too_many_requests`
 */
export async function countingFailures<T>(
  rateLimits: RateLimits,
  { email, ip }: { email?: string; ip: string },
  attempt: () => Promise<T | null>,
): Promise<T | null> {
  const counters: [RateLimit, string][] = [[byIp, ip]];
  if (email !== undefined) counters.push([byAddress, email]);
  const taken: typeof counters = [];
  const giveBack = () => Promise.all(taken.map(([limit, key]) => rateLimits.giveBack(limit, key)));
  for (const counter of counters) {
    const retryAfterSeconds = await rateLimits.take(...counter);
    if (retryAfterSeconds !== null) {
      await giveBack();
      const detail = `This was tried too often: try again in ${retryAfterSeconds} seconds.`;
      throw new ApiError('too_many_requests', detail, { retryAfterSeconds });
    }
    taken.push(counter);
  }
  const result = await attempt();
  if (result !== null) await giveBack();
  return result;
}
