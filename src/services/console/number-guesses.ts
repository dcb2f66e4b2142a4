import { readTypedNumber } from '#domain/phone-number.ts';
import { ApiError } from '#errors';
import type { FoundPage } from '#ports/console-search.ts';
import type { RateLimit } from '#ports/rate-limits.ts';
import type { Dependencies } from '../dependencies.ts';

/** More than anybody mistypes, and far too few to try the digits that a mask hides. */
const fruitless: RateLimit = { name: 'console-number-guesses', points: 100, seconds: 3_600 };

/** Runs a search by what was typed. */
export type CountGuesses = (
  staffId: string,
  typed: string | null,
  look: () => Promise<FoundPage>,
) => Promise<FoundPage>;

/**
 * Searches by full number that find nothing are counted: without a bound, whoever sees a masked number could try all
 * that it may be, and reveal it with neither reason nor entry in the audit log. A list that reads itself anew asks for
 * the same number again, which tells nothing more.
 * @returns what throws ApiError `too_many_requests` after 100 within the hour
 */
export function countingGuesses({ rateLimits }: Pick<Dependencies, 'rateLimits'>): CountGuesses {
  /** By staff; kept in memory alone. */
  const last = new Map<string, string>();
  return async (staffId, typed, look) => {
    const number = typed === null ? null : readTypedNumber(typed);
    if (number === null || last.get(staffId) === number) return look();
    const retryAfterSeconds = await rateLimits.take(fruitless, staffId);
    if (retryAfterSeconds !== null) {
      const detail = `You have looked for ${fruitless.points} numbers that nobody has within the hour: search by user, or try again later.`;
      throw new ApiError('too_many_requests', detail, { retryAfterSeconds });
    }
    const page = await look();
    if (page.records.length > 0) await rateLimits.giveBack(fruitless, staffId);
    else last.set(staffId, number);
    return page;
  };
}
