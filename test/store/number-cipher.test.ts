import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createNumberCipher } from '#store/number-cipher.ts';

const [older, newer] = [randomBytes(32), randomBytes(32)];

describe('a number at rest', () => {
  const cipher = createNumberCipher([older]);

  it.each(['+12025550123', '+4915112345678', '+88213123456'])('opens in its own row: %s', (number) => {
    expect(cipher.decrypt(cipher.encrypt(number, 'row'), 'row')).toBe(number);
  });

  it('does not open in another row', () => {
    const sealed = cipher.encrypt('+12025550123', 'row');
    expect(() => cipher.decrypt(sealed, 'another row')).toThrow();
  });

  it('does not open when any bit of it was changed', () => {
    const sealed = cipher.encrypt('+12025550123', 'row');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => cipher.decrypt(changed, 'row')).toThrow();
    }
  });

  it('looks different each time, so that equal numbers cannot be told', () => {
    const sealed = new Set(Array.from({ length: 50 }, () => cipher.encrypt('+12025550123', 'row').toString('hex')));
    expect(sealed.size).toBe(50);
  });

  it('can be read while its key is being rotated, and is written with the new one', () => {
    const rotating = createNumberCipher([newer, older]);
    expect(rotating.decrypt(cipher.encrypt('+12025550123', 'row'), 'row')).toBe('+12025550123');
    const after = createNumberCipher([newer]);
    expect(after.decrypt(rotating.encrypt('+12025550123', 'row'), 'row')).toBe('+12025550123');
  });

  it('says which setting is to be mended when its key is gone', () => {
    const sealed = cipher.encrypt('+12025550123', 'row');
    expect(() => createNumberCipher([newer]).decrypt(sealed, 'row')).toThrow(
      'No key of ENCRYPTION_KEY opens this row: add the key that was in use before.',
    );
  });
});
