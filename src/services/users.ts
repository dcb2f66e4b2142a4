import { pinProblem } from '#domain/pin.ts';
import { ApiError } from '#errors';
import type { Clock } from '#ports/clock.ts';
import type { BypassRecord, UserSecretStore } from '#ports/user-secrets.ts';
import type { BlockRecord, UserChanges, UserRecord, UserStore } from '#ports/users.ts';
import type { PinHash } from './pin-hash.ts';
import { unacceptable } from './refusals.ts';

export interface UserDependencies {
  users: UserStore;
  userSecrets: Pick<UserSecretStore, 'bypass'>;
  pinHash: PinHash;
  clock: Clock;
  /** Ends the open verifications of a user who has just been blocked. */
  endBlocked(applicationId: string, userId: string): Promise<void>;
  /** Ends the open verifications of a user who is being removed. */
  cancelOpen(applicationId: string, userId: string): Promise<void>;
}

/** A user with what lets them in. */
export interface UserState extends UserRecord {
  /** The bypass in force; null when there is none. */
  bypass: BypassRecord | null;
}

const DAY_SECONDS = 86_400;
const DEFAULT_BLOCK_SECONDS = 90 * DAY_SECONDS;
/** Ten years, whichever of them have a leap day. */
const LONGEST_BLOCK_SECONDS = 3_653 * DAY_SECONDS;

/** @throws ApiError `not_found` for a user whom nobody told us of. */
export async function readUser(deps: UserDependencies, applicationId: string, userId: string): Promise<UserState> {
  const at = deps.clock.now();
  const [user, bypass] = await Promise.all([
    deps.users.readUser(applicationId, userId, at),
    deps.userSecrets.bypass({ applicationId, userId }, at),
  ]);
  if (!user) throw unknown();
  return { ...user, bypass };
}

/**
 * Makes a user, or changes what is named of one.
 * @returns the user as it is now, and whether it was made
 * @throws ApiError `not_acceptable_value` for a default that is not one of the user's verified phones.
 */
export async function putUser(
  deps: UserDependencies,
  applicationId: string,
  userId: string,
  changes: UserChanges,
): Promise<{ user: UserState; made: boolean }> {
  const outcome = await deps.users.putUser({ applicationId, userId, changes, at: deps.clock.now() });
  if (outcome === 'no_such_phone') {
    throw unacceptable('defaultFactorId', 'must be the id of a verified phone of this user');
  }
  return { user: await readUser(deps, applicationId, userId), made: outcome === 'made' };
}

/**
 * Forgets a user and all that belongs to them. Their verifications stay, as history; what is open of them is canceled
 * first, so that a request that failed half way can be sent again.
 * @throws ApiError `not_found`.
 */
export async function removeUser(deps: UserDependencies, applicationId: string, userId: string): Promise<void> {
  await deps.cancelOpen(applicationId, userId);
  if (!(await deps.users.removeUser(applicationId, userId))) throw unknown();
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

function unknown(): ApiError {
  return new ApiError('not_found', 'There is no user with this id: nobody told us of one yet.');
}
