import type { Flow } from '#domain/flow.ts';
import { isTerminal } from '#domain/verification.ts';
import { ApiError } from '#errors';
import type { RateLimit } from '#ports/rate-limits.ts';
import type { VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from '../dependencies.ts';
import { policyOf } from '../policy-of.ts';

/** Of one user, over all visits: each is a call or a message, that costs money and patience. */
const starts: RateLimit = { name: 'flow-starts', points: 10, seconds: 900 };
/** Beyond what one verification allows: six digits are few. */
const checks: RateLimit = { name: 'flow-checks', points: 20, seconds: 900 };
/** After all attempts, or all codes, of a verification were used up. */
const PAUSE_MS = 5 * 60_000;

/**
 * When another call or message may be asked for; null: now.
 * @param current of this visit
 * @param newest of the person, in whatever visit
 */
export function startAgainAt(
  deps: Dependencies,
  current: VerificationRecord | null,
  newest: VerificationRecord | null,
): Date | null {
  if (current?.status === 'verified') return null;
  const last = current && !isTerminal(current.status) ? current : newest;
  if (!last) return null;
  const usedUp = last.reason === 'too_many_attempts' || last.reason === 'too_many_checks';
  const pausedUntil = usedUp ? last.updatedAt.getTime() + PAUSE_MS : 0;
  const restedUntil = last.attempt.queuedAt.getTime() + policyOf(deps, last).cooldownSeconds * 1000;
  const until = Math.max(pausedUntil, restedUntil);
  return until > deps.clock.now().getTime() ? new Date(until) : null;
}

/** @throws ApiError `too_many_requests` before `startAgainAt` */
export function requireRested(deps: Dependencies, until: Date | null): void {
  if (until) throw tooMany(Math.max(1, Math.ceil((until.getTime() - deps.clock.now().getTime()) / 1000)));
}

/**
 * Counts a call or a message, unless none came of it.
 * @param start true when one was made
 * @throws ApiError `too_many_requests`; what `start` throws
 */
export async function countStart(deps: Dependencies, flow: Flow, start: () => Promise<boolean>): Promise<void> {
  await count(deps, starts, flow);
  let made = false;
  try {
    made = await start();
  } finally {
    if (!made) await deps.rateLimits.giveBack(starts, keyOf(flow));
  }
}

/** Counts a code that is tried. @throws ApiError `too_many_requests` */
export function countCheck(deps: Dependencies, flow: Flow): Promise<void> {
  return count(deps, checks, flow);
}

async function count(deps: Dependencies, limit: RateLimit, flow: Flow): Promise<void> {
  const seconds = await deps.rateLimits.take(limit, keyOf(flow));
  if (seconds !== null) throw tooMany(seconds);
}

function keyOf({ applicationId, userId }: Flow): string {
  return `${applicationId}:${userId}`;
}

function tooMany(retryAfterSeconds: number): ApiError {
  const detail = `This was tried too often: try again in ${retryAfterSeconds} seconds.`;
  return new ApiError('too_many_requests', detail, { retryAfterSeconds });
}
