import { describe, expect, it } from 'vitest';
import { createSecretDigits } from '#services/secret-digits.ts';

const [key, older] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const ids = Array.from({ length: 2_000 }, (_, i) => `verification-${i}`);

describe('the digits of a verification', () => {
  const digits = createSecretDigits([key]);

  it('are always the same two, and need not be stored', () => {
    for (const id of ids.slice(0, 50)) {
      expect(digits.match(id)).toMatch(/^\d{2}$/);
      expect(createSecretDigits([key]).match(id)).toBe(digits.match(id));
    }
  });

  it('cover the whole range evenly enough that none is likelier to be guessed', () => {
    const counts = Map.groupBy(ids, (id) => digits.match(id));
    expect(counts.size).toBe(100);
    expect(Math.max(...[...counts.values()].map(({ length }) => length))).toBeLessThan(60);
  });

  it('depend on the server’s key', () => {
    const others = createSecretDigits([older]);
    expect(ids.filter((id) => others.match(id) === digits.match(id)).length).toBeLessThan(100);
  });

  it('are recognised and nothing else is', () => {
    const right = digits.match('a');
    expect(digits.isMatch('a', right)).toBe(true);
    for (const wrong of [
      '',
      '#',
      right[0] ?? '',
      `${right}#`,
      `0${right}`,
      String((Number(right) + 1) % 100).padStart(2, '0'),
    ]) {
      expect(digits.isMatch('a', wrong)).toBe(false);
    }
  });

  it('of a call that was begun before a rotation of keys are still recognised', () => {
    const rotated = createSecretDigits([Buffer.alloc(32, 3), key]);
    expect(rotated.isMatch('a', digits.match('a'))).toBe(true);
  });
});
