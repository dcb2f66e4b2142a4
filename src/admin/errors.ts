import type { Command } from './command.ts';

/** How this program is called. */
export const PROGRAM = 'npm run admin --';

/** The command line cannot be understood: one sentence, and where help is. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(sentence: string, command?: Command) {
    super(`${sentence}\nHelp: ${[PROGRAM, ...(command ? [command.name] : []), '--help'].join(' ')}`);
  }
}

/** The command was understood and cannot be done: one sentence. Ends with exit code 1. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
