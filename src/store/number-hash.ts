import { createHmac, hkdfSync } from 'node:crypto';

/** Phone numbers as they are looked up: the same number has the same hash, which tells nothing without the key. */
export interface NumberHash {
  /** For writing. @param e164 the number in clear. */
  of(e164: string): Buffer;
  /** For finding: also what was written while an older key was in use, the newest first. */
  all(e164: string): Buffer[];
}

/** @param keys the encryption keys, the one in use first; hashes get a key of their own from each. */
export function createNumberHash(keys: readonly Buffer[]): NumberHash {
  const ring = keys.map((key) => Buffer.from(hkdfSync('sha256', key, '', 'poundkey number hash', 32)));
  const current = ring[0];
  if (!current) throw new Error('The number hash needs at least one key.');
  const hash = (key: Buffer, e164: string) => createHmac('sha256', key).update(e164).digest();
  return {
    of: (e164) => hash(current, e164),
    all: (e164) => ring.map((key) => hash(key, e164)),
  };
}
