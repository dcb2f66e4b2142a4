import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/**
 * Digits that only this verification, or these attempts of it, have. They are derived from its id and a key of the server, never stored:
 * a stolen database holds none, and a repeated request gets the same ones.
 */
export interface SecretDigits {
  /** The two digits that the screen shows in `match` mode. */
  match(verificationId: string): string;
  /** The six digits that attempts with this code id say or send. */
  code(codeId: string): string;
  /** Both compare in constant time, and know digits that were derived while an older key was in use. */
  isMatch(verificationId: string, given: string): boolean;
  isCode(codeId: string, given: string): boolean;
}

const MATCH_DIGITS = 2;
const CODE_DIGITS = 6;

/** @param keys the encryption keys, the one in use first; the digits get a key of their own from each. */
export function createSecretDigits(keys: readonly Buffer[]): SecretDigits {
  const ring = keys.map((key) => Buffer.from(hkdfSync('sha256', key, '', 'poundkey secret digits', 32)));
  const current = ring[0];
  if (!current) throw new Error('Secret digits need at least one key.');
  return {
    match: (id) => derive(current, `match:${id}`, MATCH_DIGITS),
    code: (id) => derive(current, `code:${id}`, CODE_DIGITS),
    isMatch: (id, given) => ring.some((key) => equal(derive(key, `match:${id}`, MATCH_DIGITS), given)),
    isCode: (id, given) => ring.some((key) => equal(derive(key, `code:${id}`, CODE_DIGITS), given)),
  };
}

/** Six bytes over at most six digits: the bias of the remainder is below one in a hundred million. */
function derive(key: Buffer, purpose: string, length: number): string {
  const number = createHmac('sha256', key).update(purpose).digest().readUIntBE(0, 6);
  return String(number % 10 ** length).padStart(length, '0');
}

function equal(expected: string, given: string): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given));
}
