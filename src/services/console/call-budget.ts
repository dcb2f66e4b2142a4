import { ApiError } from '#errors';
import type { RateLimit } from '#ports/rate-limits.ts';
import type { Dependencies } from '../dependencies.ts';

const perStaff: RateLimit = { name: 'console-call-again-staff', points: 20, seconds: 3_600 };
/** Over all staff: whoever tricks several of them does not wear a person down. */
const perNumber: RateLimit = { name: 'console-call-again-number', points: 3, seconds: 3_600 };

/**
 * Counts a call or message that staff asks for, unless none came of it.
 * @throws ApiError `too_many_requests`; what `start` throws
 */
export async function withinBudget<T>(
  { rateLimits }: Pick<Dependencies, 'rateLimits'>,
  { staffId, numberHash }: { staffId: string; numberHash: string },
  start: () => Promise<T>,
): Promise<T> {
  const counted = [
    { limit: perStaff, key: staffId, who: `You have called people again ${perStaff.points} times` },
    { limit: perNumber, key: numberHash, who: `This number was called again ${perNumber.points} times` },
  ];
  const taken: typeof counted = [];
  try {
    for (const each of counted) {
      const retryAfterSeconds = await rateLimits.take(each.limit, each.key);
      if (retryAfterSeconds !== null) throw tooMany(each.who, retryAfterSeconds);
      taken.push(each);
    }
    return await start();
  } catch (error) {
    for (const { limit, key } of taken) await rateLimits.giveBack(limit, key);
    throw error;
  }
}

function tooMany(who: string, retryAfterSeconds: number): ApiError {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const detail = `${who} within the hour: try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  return new ApiError('too_many_requests', detail, { retryAfterSeconds });
}
