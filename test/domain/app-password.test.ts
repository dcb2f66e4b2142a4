import { describe, expect, it } from 'vitest';
import { makeAppPassword, readAppPassword } from '#domain/app-password.ts';

it('an app password is 16 lowercase letters, each of which may be any of 26', () => {
  const asked: number[] = [];
  const letter = (below: number) => asked.push(below) - 1;
  expect(makeAppPassword(letter)).toBe('abcdefghijklmnop');
  expect(asked).toEqual(Array(16).fill(26));
  expect(makeAppPassword(() => 25)).toBe('z'.repeat(16));
});

describe('an app password as people type it', () => {
  const password = 'abcdefghijklmnop';

  it.each([
    'abcd efgh ijkl mnop',
    'ABCD EFGH IJKL MNOP',
    'Abcdefghijklmnop',
    'abcd-efgh-ijkl-mnop',
    'abcd–efgh–ijkl–mnop',
    '  abcd\u00a0efgh\tijklmnop\n',
  ])('is read without spaces, dashes and capitals: %j', (typed) => {
    expect(readAppPassword(typed)).toBe(password);
  });

  it.each(['', 'abcdefghijklmno', 'abcdefghijklmnopq', 'abcdefghijklmno1', 'abcdefghijklmnoé', 'abcdefgh.ijklmnop'])(
    'can be none: %j',
    (typed) => {
      expect(readAppPassword(typed)).toBeNull();
    },
  );
});
