import { createKeyedHash } from '#keyed-hash';
import type { Whose } from '#ports/user-secrets.ts';

/**
 * What is kept of an app password. 16 random letters need no slow hash, and a keyed one tells nothing without the key
 * of the server. Application and user are bound in: a password is worth nothing for anybody else.
 */
export interface AppPasswordHash {
  hash(whose: Whose, password: string): Buffer;
  /** As it would be kept under the key in use, and under each older one. */
  candidates(whose: Whose, password: string): Buffer[];
}

/** @param keys the encryption keys, the one in use first; app passwords get a key of their own from each. */
export function createAppPasswordHash(keys: readonly Buffer[]): AppPasswordHash {
  const hash = createKeyedHash(keys, 'app password hash');
  return {
    hash: (whose, password) => hash.of(written(whose, password)),
    candidates: (whose, password) => hash.all(written(whose, password)),
  };
}

/** Neither the application's id nor the password can hold a colon: no two persons share a text. */
function written({ applicationId, userId }: Whose, password: string): string {
  return `${applicationId}:${password}:${userId}`;
}
