import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/**
 * What is kept of a PIN. No slow hash would protect four digits, so a keyed one does: a stolen database tells nothing
 * without the key of the server. Application and user are bound in, so that equal PINs do not look alike.
 */
export interface PinHash {
  hash(applicationId: string, userId: string, pin: string): Buffer;
  /** Compares in constant time. True also for a hash that was made while an older key was in use. */
  matches(stored: Uint8Array, applicationId: string, userId: string, pin: string): boolean;
}

/** @param keys the encryption keys, the one in use first; PINs get a key of their own from each. */
export function createPinHash(keys: readonly Buffer[]): PinHash {
  const ring = keys.map((key) => Buffer.from(hkdfSync('sha256', key, '', 'poundkey PIN hash', 32)));
  const current = ring[0];
  if (!current) throw new Error('PINs need at least one key.');
  return {
    hash: (applicationId, userId, pin) => derive(current, applicationId, userId, pin),
    matches: (stored, applicationId, userId, pin) =>
      ring.some((key) => equal(derive(key, applicationId, userId, pin), stored)),
  };
}

/** Neither the application's id nor the PIN can hold a colon: no two persons share a text. */
function derive(key: Buffer, applicationId: string, userId: string, pin: string): Buffer {
  return createHmac('sha256', key).update(`${applicationId}:${pin}:${userId}`).digest();
}

function equal(expected: Buffer, stored: Uint8Array): boolean {
  return stored.length === expected.length && timingSafeEqual(expected, stored);
}
