import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createAppPasswordHash } from '#services/app-password-hash.ts';
import { createPinHash } from '#services/pin-hash.ts';

const [older, newer] = [randomBytes(32), randomBytes(32)];
const whose = { applicationId: 'a', userId: 'ada' };
const password = 'abcdefghijklmnop';
const kept = createAppPasswordHash([older]).hash(whose, password);

it('an app password is the same while its key is known, also behind a newer one', () => {
  const rotated = createAppPasswordHash([newer, older]);
  expect(rotated.candidates(whose, password)).toEqual([rotated.hash(whose, password), kept]);
  expect(createAppPasswordHash([newer]).candidates(whose, password)).not.toContainEqual(kept);
});

it('an app password is kept in another way for each user, each application and each password', () => {
  const { hash } = createAppPasswordHash([older]);
  const all = [
    hash(whose, password),
    hash({ ...whose, userId: 'bob' }, password),
    hash({ ...whose, applicationId: 'b' }, password),
    hash(whose, 'ponmlkjihgfedcba'),
    createPinHash([older]).hash('a', 'ada', password),
  ];
  expect(new Set(all.map((each) => each.toString('hex'))).size).toBe(all.length);
});

it('needs a key', () => {
  expect(() => createAppPasswordHash([])).toThrow('at least one key');
});
