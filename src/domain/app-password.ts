/** Passwords for programs that cannot show a page. CONTRACT: 16 letters, at most 40 a user. */

export const APP_PASSWORD_LETTERS = 16;
export const MOST_APP_PASSWORDS = 40;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** @param randomLetter a number from 0 to below the one given, all equally likely, which nobody can foresee */
export function makeAppPassword(randomLetter: (below: number) => number): string {
  return Array.from({ length: APP_PASSWORD_LETTERS }, () => LETTERS[randomLetter(LETTERS.length)]).join('');
}

/**
 * An app password as it was shown: people type it in groups, and some keyboards begin with a capital.
 * @returns null for what cannot be one
 */
export function readAppPassword(typed: string): string | null {
  const letters = typed.replace(/[\s\p{Pd}]/gu, '').toLowerCase();
  return letters.length === APP_PASSWORD_LETTERS && /^[a-z]+$/.test(letters) ? letters : null;
}
