import { createKeyedHash, isSame } from '#keyed-hash';

/**
 * Digits that only this verification, or these attempts of it, have. They are derived from its id and a key of the
 * server, never stored: a stolen database holds none, and a repeated request gets the same ones.
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
  const hash = createKeyedHash(keys, 'secret digits');
  const isOneOf = (purpose: string, length: number, given: string) =>
    hash.all(purpose).some((each) => isSame(digits(each, length), given));
  return {
    match: (id) => digits(hash.of(`match:${id}`), MATCH_DIGITS),
    code: (id) => digits(hash.of(`code:${id}`), CODE_DIGITS),
    isMatch: (id, given) => isOneOf(`match:${id}`, MATCH_DIGITS, given),
    isCode: (id, given) => isOneOf(`code:${id}`, CODE_DIGITS, given),
  };
}

/** Six bytes over at most six digits: the bias of the remainder is below one in a hundred million. */
function digits(hash: Buffer, length: number): string {
  return String(hash.readUIntBE(0, 6) % 10 ** length).padStart(length, '0');
}
