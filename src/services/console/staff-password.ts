import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Long rather than colourful (NIST SP 800-63B, 3.1.1). */
export const SHORTEST_PASSWORD = 12;
/** More would only keep the processor busy. */
export const LONGEST_PASSWORD = 200;

/** argon2id with 19 MiB, two passes and one lane: OWASP's choice, written out so that an update changes nothing. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** @returns a text of its own format that holds salt and cost */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

/** What a password is compared with where there is none: nobody knows it. */
let nobodys: Promise<string> | undefined;

/**
 * Whether this is the password. Takes its time too where there is none to compare with, so that it tells nobody which
 * accounts there are.
 */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword(generatePassword());
  const right = await verify(passwordHash ?? (await nobodys), password.normalize('NFKC'));
  return right && passwordHash !== null;
}

/** 120 random bits in 20 characters. */
export function generatePassword(): string {
  return randomBytes(15).toString('base64url');
}
