import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 for one purpose, with a ring of keys: a key can be rotated while what it made is still about. */
export interface KeyedHash {
  /** With the key in use: for writing. */
  of(text: string): Buffer;
  /** With each key, the one in use first: for finding. */
  all(text: string): Buffer[];
}

/**
 * @param keys the encryption keys, the one in use first
 * @param purpose part of the keys that are derived from them, so that a hash made for one purpose is worth nothing for
 * another. What is stored was made with it: it never changes
 */
export function createKeyedHash(keys: readonly Buffer[], purpose: string): KeyedHash {
  const ring = keys.map((key) => Buffer.from(hkdfSync('sha256', key, '', `poundkey ${purpose}`, 32)));
  const current = ring[0];
  if (!current) throw new Error(`The ${purpose} needs at least one key.`);
  const hash = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  return {
    of: (text) => hash(current, text),
    all: (text) => ring.map((key) => hash(key, text)),
  };
}

/** Compares what is secret, in a time that tells its length at most. */
export function isSame(expected: string | Uint8Array, given: string | Uint8Array): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
