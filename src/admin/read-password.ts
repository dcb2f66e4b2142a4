import { text } from 'node:stream/consumers';
import { generatePassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from '#services/console/staff-password.ts';
import { Refusal } from './errors.ts';

/** How a command line says where the password comes from. */
export const passwordStdin = {
  value: '',
  help: `reads the password from standard input, ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`,
  valueLike: /(?!)/,
} as const;

export interface ChosenPassword {
  password: string;
  /** Made here, so that it has to be shown. */
  made: boolean;
}

/**
 * A random password, or the one line on standard input: on a command line, others could read it.
 * @throws Refusal for one that is too short or too long
 */
export async function choosePassword(fromStdin: boolean): Promise<ChosenPassword> {
  if (!fromStdin) return { password: generatePassword(), made: true };
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (/[\r\n]/.test(password)) throw new Refusal('The password must be one line.');
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD) {
    throw new Refusal(`The password must have ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`);
  }
  return { password, made: false };
}
