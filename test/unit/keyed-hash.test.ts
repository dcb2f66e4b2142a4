import { expect, it } from 'vitest';
import { createKeyedHash, isSame } from '#keyed-hash';
import { createAppPasswordHash } from '#services/app-password-hash.ts';
import { createPinHash } from '#services/pin-hash.ts';
import { createPreviewTokens } from '#services/preview-tokens.ts';
import { createSecretDigits } from '#services/secret-digits.ts';
import { createNumberHash } from '#store/number-hash.ts';

const keys = [Buffer.alloc(32, 1)];

it('what was made before, and is stored or on its way, is known for good', () => {
  expect(createPinHash(keys).hash('app', 'ada', '4711').toString('hex')).toBe(
    '2e718a7076ba6cebbb5569114e06cbf538d969714867edbba0b15d9cf55dd3f6',
  );
  const whose = { applicationId: 'app', userId: 'ada' };
  expect(createAppPasswordHash(keys).hash(whose, 'abcdefghijklmnop').toString('hex')).toBe(
    '2b528e790ba5ead5b664fc708df537fe4f7bf254774ee5d0da59ca48d32625a9',
  );
  expect(createNumberHash(keys).of('+12025550123').toString('hex')).toBe(
    'e8409c16fb2f23bbeaf0d0c37946cc42d0fb2e22fed1248f4a25784176e89802',
  );
  const digits = createSecretDigits(keys);
  expect([digits.match('id'), digits.code('id')]).toEqual(['78', '394498']);
  expect(createPreviewTokens(keys).sign({ applicationId: 'app', locale: 'en-US', expiresAt: new Date(0) })).toBe(
    'WyJhcHAiLCJlbi1VUyIsMF0.t2aEQ2R5dkqFN6ZbdrCEM-bcQOP-B9pl3L2-CvcW_20',
  );
});

it('a hash for one purpose is worth nothing for another', () => {
  expect(createKeyedHash(keys, 'one').of('text')).not.toEqual(createKeyedHash(keys, 'other').of('text'));
});

it('what differs is not the same, of whatever length and characters', () => {
  expect(isSame('abc', Buffer.from('abc'))).toBe(true);
  for (const other of ['', 'ab', 'abd', 'abcd', 'éé', 'ééé']) expect(isSame('abc', other)).toBe(false);
});
