import { pinProblem } from '#domain/pin.ts';
import { ApiError } from '#errors';
import type { Clock } from '#ports/clock.ts';
import type { BlockRecord, UserRecord, UserStore } from '#ports/users.ts';
import type { PinHash } from './pin-hash.ts';
import { unacceptable } from './refusals.ts';

export interface UserDependencies {
  users: UserStore;
  pinHash: PinHash;
  clock: Clock;
  /** Ends the open verifications of a user who has just been blocked. */
  endBlocked(applicationId: string, userId: string): Promise<void>;
}

const DAY_SECONDS = 86_400;
const DEFAULT_BLOCK_SECONDS = 90 * DAY_SECONDS;
/** Ten years, whichever of them have a leap day. */
const LONGEST_BLOCK_SECONDS = 3_653 * DAY_SECONDS;

/** @throws ApiError `not_found` for a user whom nobody told us of. */
export async function readUser(deps: UserDependencies, applicationId: string, userId: string): Promise<UserRecord> {
  const user = await deps.users.readUser(applicationId, userId, deps.clock.now());
  if (!user) throw new ApiError('not_found', 'There is no user with this id: one has a PIN or a block to be known.');
  return user;
}

/**
 * Sets or changes a user's PIN, of which a keyed hash is kept.
 * @param pin 4 to 16 digits.
 * @throws ApiError `not_acceptable_value` for a PIN that others guess first.
 */
export async function setPin(deps: UserDependencies, applicationId: string, userId: string, pin: string) {
  const problem = pinProblem(pin);
  if (problem) throw unacceptable('pin', problem);
  const pinHash = deps.pinHash.hash(applicationId, userId, pin);
  await deps.users.setPin({ applicationId, userId, pinHash, at: deps.clock.now() });
}

/** How long a block is to last: 90 days unless told otherwise. */
export interface BlockRequest {
  reason: string;
  seconds?: number | undefined;
  until?: Date | undefined;
}

/**
 * Blocks a user, or gives the block in force a new reason and end. Their open verifications end after it is written
 * down: none that starts meanwhile can be missed, and a request that failed half way can be sent again.
 * @throws ApiError `not_acceptable_value` for an end that has passed or is more than ten years away.
 */
export async function blockUser(
  deps: UserDependencies,
  applicationId: string,
  userId: string,
  { reason, seconds = DEFAULT_BLOCK_SECONDS, until }: BlockRequest,
): Promise<BlockRecord> {
  const at = deps.clock.now();
  const endsAt = until ?? new Date(at.getTime() + seconds * 1000);
  if (endsAt <= at) throw unacceptable('until', 'has passed: send a time to come');
  // Not "greater than": what is too far away to be a time at all compares as false.
  if (!(endsAt.getTime() <= at.getTime() + LONGEST_BLOCK_SECONDS * 1000)) {
    throw unacceptable(until ? 'until' : 'seconds', 'is more than ten years away: send an end that is nearer');
  }
  const block = { applicationId, blocked: { userId }, reason, verificationId: null, at, endsAt };
  const made = await deps.users.block(block);
  await deps.endBlocked(applicationId, userId);
  return made;
}
