import { createKeyedHash, isSame } from '#keyed-hash';

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
  const hash = createKeyedHash(keys, 'PIN hash');
  return {
    hash: (...whose) => hash.of(written(...whose)),
    matches: (stored, ...whose) => hash.all(written(...whose)).some((each) => isSame(each, stored)),
  };
}

/** Neither the application's id nor the PIN can hold a colon: no two persons share a text. */
function written(applicationId: string, userId: string, pin: string): string {
  return `${applicationId}:${pin}:${userId}`;
}
