import { explainError } from '../expected-error.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { PROGRAM, Refusal, UsageError } from './errors.ts';
import { helpFor, overview } from './help.ts';
import { asksForHelp, readArguments } from './read-arguments.ts';

/**
 * Runs one command.
 * @param args what follows the program's name
 * @returns the exit code: 1 when it could not be done, 2 when it could not be understood
 */
export async function runAdmin(args: readonly string[]): Promise<number> {
  try {
    const words = args.slice(0, firstOption(args));
    const command = allCommands.find(({ name }) => startsWith(words, name));
    const group = allCommands.filter(({ name }) => name.split(' ')[0] === words[0]);
    if (asksForHelp(args)) console.log(command ? helpFor(command) : overview(group.length > 0 ? group : allCommands));
    else if (command) await command.run(readArguments(command, args.slice(command.name.split(' ').length)));
    else throw new UsageError(unknown(words, group));
    return 0;
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : explainError(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

const allCommands: readonly Command[] = commands;

function firstOption(args: readonly string[]): number {
  const at = args.findIndex((arg) => arg.startsWith('-'));
  return at === -1 ? args.length : at;
}

function startsWith(words: readonly string[], name: string): boolean {
  return name.split(' ').every((word, i) => words[i] === word);
}

function unknown(words: readonly string[], group: readonly Command[]): string {
  if (words.length === 0) return `Say what to do, such as: ${PROGRAM} app list`;
  const known = (group.length > 0 ? group : allCommands).map(({ name }) => `"${name}"`).join(', ');
  return `There is no command "${words.slice(0, 2).join(' ')}"; there is ${known}.`;
}
