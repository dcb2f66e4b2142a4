import { randomInt } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { MOST_APP_PASSWORDS, makeAppPassword, readAppPassword } from '#domain/app-password.ts';
import { ApiError } from '#errors';
import type { AppPasswordRecord, Whose } from '#ports/user-secrets.ts';
import type { Dependencies } from './dependencies.ts';

export type AppPasswordDependencies = Pick<
  Dependencies,
  'userSecrets' | 'appPasswordHash' | 'rateLimits' | 'users' | 'clock'
>;

/** Of one user. */
const wrongTries = { name: 'wrong-app-passwords', points: 10, seconds: 600 };

/**
 * Makes an app password. Returns it in clear: it cannot be shown again.
 * @param name by which the person knows it again
 * @throws ApiError `not_acceptable_value` for one more than a user may have
 */
export async function createAppPassword(
  { userSecrets, appPasswordHash, clock }: AppPasswordDependencies,
  whose: Whose,
  name: string,
): Promise<AppPasswordRecord & { password: string }> {
  const password = makeAppPassword(randomInt);
  const record = { id: uuidv7(), name, createdAt: clock.now(), lastUsedAt: null };
  const hash = appPasswordHash.hash(whose, password);
  const most = MOST_APP_PASSWORDS;
  const added = await userSecrets.addAppPassword({ ...whose, id: record.id, name, hash, at: record.createdAt, most });
  if (added) return { ...record, password };
  throw new ApiError('not_acceptable_value', `This user has ${most} app passwords already: delete one first.`);
}

/** @throws ApiError `not_found`. */
export async function removeAppPassword({ userSecrets }: AppPasswordDependencies, whose: Whose, id: string) {
  if (await userSecrets.removeAppPassword(whose, id)) return;
  throw new ApiError('not_found', 'This user has no app password with this id.');
}

/**
 * Whether a user has this app password, which is then marked as used.
 * @param typed may have spaces, dashes and capitals
 * @returns null for a wrong one, a user nobody knows, and one who is blocked: all alike
 * @throws ApiError `too_many_requests` after ten wrong tries in ten minutes, or ten at once; right ones are not counted
 */
export async function verifyAppPassword(
  deps: AppPasswordDependencies,
  whose: Whose,
  typed: string,
): Promise<AppPasswordRecord | null> {
  const key = `${whose.applicationId}:${whose.userId}`;
  // Counted before it is looked at: of many tries at once, no more than the bound learn anything.
  const retryAfterSeconds = await deps.rateLimits.take(wrongTries, key);
  if (retryAfterSeconds !== null) {
    const detail = `Too many wrong app passwords for this user: try again in ${retryAfterSeconds} seconds.`;
    throw new ApiError('too_many_requests', detail, { retryAfterSeconds });
  }
  let counts = false;
  try {
    const used = await find(deps, whose, typed);
    counts = used === null;
    return used;
  } finally {
    // An outage is no wrong try.
    if (!counts) await deps.rateLimits.giveBack(wrongTries, key);
  }
}

async function find(deps: AppPasswordDependencies, whose: Whose, typed: string): Promise<AppPasswordRecord | null> {
  const at = deps.clock.now();
  const password = readAppPassword(typed);
  const block = await deps.users.activeBlock({ ...whose, toHashes: [], at });
  if (block || password === null) return null;
  return deps.userSecrets.useAppPassword(whose, deps.appPasswordHash.candidates(whose, password), at);
}
