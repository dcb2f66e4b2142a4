/** Something that follows a command's name: `--name NAME`, or a bare `NAME` if it is positional. */
export interface Parameter {
  /** How usage lines write the value. */
  value: string;
  help: string;
  required?: true;
  positional?: true;
  /** It may stand alone, and is '' then: the word after it is its value only when it looks like this. */
  valueLike?: RegExp;
}
export type Parameters = Record<string, Parameter>;

/** What was given, by the names of the parameters. */
export type Given<P extends Parameters> = {
  [K in keyof P]: P[K] extends { required: true } ? string : string | undefined;
};

/** A row of the table of commands. */
export interface Command<P extends Parameters = Parameters> {
  /** The words that call it. */
  name: string;
  /** One line. */
  help: string;
  /** What else `--help` tells of it, a line each. */
  notes?: readonly string[];
  parameters: P;
  /** Prints to standard output. Throws `UsageError`, `Refusal` and whatever keeps it from its work. */
  run(given: Given<P>): Promise<void>;
}

/** Returns the command: lets `run` know the parameters of its row. */
export function defineCommand<const P extends Parameters>(command: Command<P>): Command<P> {
  return command;
}

/** More options than this are not named in usage lines. */
const OPTIONS_NAMED = 4;

/**
 * `app create --name NAME [--brand BRAND]`, or `app set --app NAME […]` where there are many.
 * @param named how many options are at most named
 */
export function usageOf({ name, parameters }: Command, named = OPTIONS_NAMED): string {
  const entries = Object.entries(parameters);
  const many = entries.filter(([, { required, positional }]) => !required && !positional).length > named;
  const words = entries.map(([key, { value, required, positional, valueLike }]) => {
    if (many && !required && !positional) return '[…]';
    const word = positional ? value : valueLike ? `--${key}` : `--${key} ${value}`;
    return required ? word : `[${word}]`;
  });
  return [...new Set([name, ...words])].join(' ');
}
