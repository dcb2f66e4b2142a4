import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Phone numbers at rest. `rowId` is bound in, so that a ciphertext copied to another row does not open. */
export interface NumberCipher {
  encrypt(e164: string, rowId: string): Buffer;
  /** Throws when no key of the ring made it, or it was tampered with. */
  decrypt(sealed: Uint8Array, rowId: string): string;
}

const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a ring of keys: the first encrypts, all decrypt, so that a key can be rotated while rows
 * of the old one are still there. Stored as key id, IV, tag, ciphertext.
 * @param keys 32 bytes each, at least one.
 */
export function createNumberCipher(keys: readonly Buffer[]): NumberCipher {
  const ring = keys.map((key) => ({ id: createHash('sha256').update(key).digest().subarray(0, KEY_ID_BYTES), key }));
  const current = ring[0];
  if (!current) throw new Error('The number cipher needs at least one key.');
  return {
    encrypt(e164, rowId) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.key, iv).setAAD(Buffer.from(rowId));
      const sealed = Buffer.concat([cipher.update(e164, 'utf8'), cipher.final()]);
      return Buffer.concat([current.id, iv, cipher.getAuthTag(), sealed]);
    },
    decrypt(sealed, rowId) {
      const bytes = Buffer.from(sealed);
      const entry = ring.find(({ id }) => id.equals(bytes.subarray(0, KEY_ID_BYTES)));
      if (!entry) throw new Error('No key of ENCRYPTION_KEY opens this row: add the key that was in use before.');
      const iv = bytes.subarray(KEY_ID_BYTES, KEY_ID_BYTES + IV_BYTES);
      const tag = bytes.subarray(KEY_ID_BYTES + IV_BYTES, KEY_ID_BYTES + IV_BYTES + TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', entry.key, iv).setAAD(Buffer.from(rowId)).setAuthTag(tag);
      const body = bytes.subarray(KEY_ID_BYTES + IV_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}
