import { v7 as uuidv7 } from 'uuid';
import { ApiError } from '#errors';
import type { RememberedDeviceRecord, Whose } from '#ports/user-secrets.ts';
import type { Dependencies } from './dependencies.ts';
import { deviceName } from './device-name.ts';
import { hashOf, newSecret } from './random-secret.ts';

export type DeviceDependencies = Pick<Dependencies, 'userSecrets' | 'clock'>;

const DAY_MS = 86_400_000;

/**
 * Remembers the browser in which a person was just verified by phone.
 * @param device.verifiedAt from when the days are counted
 * @returns the token for the browser's cookie: 256 random bits as base64url, kept nowhere else, and when it ends
 */
export async function rememberDevice(
  { userSecrets }: DeviceDependencies,
  whose: Whose,
  device: { factorId: string; verifiedAt: Date; days: number; userAgent: string | undefined },
): Promise<{ token: string; expiresAt: Date }> {
  const { factorId, verifiedAt, days, userAgent } = device;
  const { secret: token, hash: tokenHash } = newSecret();
  const expiresAt = new Date(verifiedAt.getTime() + days * DAY_MS);
  const record = { id: uuidv7(), name: deviceName(userAgent), factorId, createdAt: verifiedAt, expiresAt };
  await userSecrets.rememberDevice({ ...whose, ...record, lastUsedAt: null, tokenHash });
  return { token, expiresAt };
}

/**
 * The browser that has this token, which is then marked as used; null when it is to be asked for the phone.
 * @param days how long ago it may have been remembered
 */
export function recognizeDevice(
  { userSecrets, clock }: DeviceDependencies,
  whose: Whose,
  token: string,
  days: number,
): Promise<RememberedDeviceRecord | null> {
  const at = clock.now();
  return userSecrets.useDevice(whose, hashOf(token), new Date(at.getTime() - days * DAY_MS), at);
}

/** @throws ApiError `not_found`. */
export async function forgetDevice({ userSecrets }: DeviceDependencies, whose: Whose, id: string): Promise<void> {
  if (await userSecrets.forgetDevice(whose, id)) return;
  throw new ApiError('not_found', 'This user has no remembered device with this id.');
}
