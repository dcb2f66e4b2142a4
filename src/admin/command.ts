/** Something that follows a command's name: `--name NAME`, or a bare `NAME` if it is positional. */
export interface Parameter {
  /** How usage lines write the value. */
  value: string;
  help: string;
  required?: true;
  positional?: true;
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

/** `app create --name NAME [--brand BRAND]` */
export function usageOf({ name, parameters }: Command): string {
  const words = Object.entries(parameters).map(([key, { value, required, positional }]) => {
    const word = positional ? value : `--${key} ${value}`;
    return required ? word : `[${word}]`;
  });
  return [name, ...words].join(' ');
}
