import { createHash, randomBytes } from 'node:crypto';

/** For a link, a cookie, a key: 256 random bits as base64url, of which the hash alone is kept. */
export function newSecret(): { secret: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hashOf(secret) };
}

/** By which a secret is found again. They are random, so that no slow hash is needed. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
