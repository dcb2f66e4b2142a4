import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createNumberCipher } from '#store/number-cipher.ts';
import { createNumberHash } from '#store/number-hash.ts';

const [older, newer] = [randomBytes(32), randomBytes(32)];
const to = '+12025550123';

describe('the hash of a number', () => {
  const hash = createNumberHash([older]);

  it('is always the same, so that a number is known again', () => {
    expect(hash.of(to)).toEqual(createNumberHash([older]).of(to));
    expect(hash.of(to)).not.toEqual(hash.of('+12025550124'));
  });

  it('cannot be made without the key of the server', () => {
    expect(hash.of(to)).not.toEqual(createNumberHash([newer]).of(to));
    expect(hash.of(to)).not.toEqual(createHash('sha256').update(to).digest());
  });

  it('is made with a key of its own: it has nothing in common with the number at rest', () => {
    expect(createNumberCipher([older]).encrypt(to, 'row').includes(hash.of(to).subarray(0, 4))).toBe(false);
  });

  it('is found while the key is being rotated, and is written with the new one', () => {
    const rotating = createNumberHash([newer, older]);
    expect(rotating.all(to)).toEqual([createNumberHash([newer]).of(to), hash.of(to)]);
    expect(rotating.of(to)).toEqual(createNumberHash([newer]).of(to));
  });

  it('needs a key', () => {
    expect(() => createNumberHash([])).toThrow('needs at least one key');
  });
});
