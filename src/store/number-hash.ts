import { createKeyedHash, type KeyedHash } from '#keyed-hash';

/** Phone numbers, in E.164, as they are looked up: the same number has the same hash, which tells nothing without the key. */
export type NumberHash = KeyedHash;

/** @param keys the encryption keys, the one in use first; hashes get a key of their own from each. */
export function createNumberHash(keys: readonly Buffer[]): NumberHash {
  return createKeyedHash(keys, 'number hash');
}
