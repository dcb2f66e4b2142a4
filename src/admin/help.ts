import { columns } from './columns.ts';
import { type Command, usageOf } from './command.ts';
import { PROGRAM } from './errors.ts';

/** Options named in the list of all: more would make its lines too long. */
const OPTIONS_IN_LIST = 1;

/** What `--help` tells of all commands, or of those that begin alike. */
export function overview(commands: readonly Command[]): string {
  return `Usage: ${PROGRAM} COMMAND

${columns(commands.map((command) => [`  ${usageOf(command, OPTIONS_IN_LIST)}`, command.help]))}

More about one: ${PROGRAM} COMMAND --help
Only the result, for scripts: npm run --silent admin -- COMMAND
The database: that of DATABASE_URL, else the embedded one; a service may be running on it.`;
}

/** What `--help` tells of one command. */
export function helpFor(command: Command): string {
  const parameters = Object.entries(command.parameters).map(([name, { value, positional, help }]) => [
    positional ? `  ${value}` : `  --${name} ${value}`,
    help,
  ]);
  const parts = [
    `Usage: ${PROGRAM} ${usageOf(command)}`,
    `${command.help}.${(command.notes ?? []).map((note) => `\n${note}`).join('')}`,
    ...(parameters.length > 0 ? [columns(parameters)] : []),
  ];
  return parts.join('\n\n');
}
