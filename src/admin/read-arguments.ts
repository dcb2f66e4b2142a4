import { parseArgs } from 'node:util';
import type { Command, Given, Parameters } from './command.ts';
import { UsageError } from './errors.ts';

/** Whether somebody asks how it works; anything else on the line matters no more then. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

/**
 * Reads what follows the name of a command.
 * @throws UsageError naming the first thing that is wrong. (`parseArgs` alone would say it in a programmer's words.)
 */
export function readArguments<P extends Parameters>(command: Command<P>, args: readonly string[]): Given<P> {
  const parameters = Object.entries<Parameters[string]>(command.parameters);
  const positionals = parameters.filter(([, { positional }]) => positional).map(([name]) => name);
  const options = parameters.filter(([, { positional }]) => !positional).map(([name]) => name);
  const wrong = (sentence: string): never => {
    throw new UsageError(sentence, command);
  };

  const { tokens } = parseArgs({
    ...{ args: joined(args, command.parameters), strict: false, allowPositionals: true, tokens: true },
    options: Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])),
  });
  const given: Record<string, string> = {};
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    const name = token.kind === 'option' ? token.name : positionals.shift();
    if (name === undefined) return wrong(`"${command.name}" does not know what to do with ${shown(token.value)}.`);
    if (token.kind === 'option') {
      if (!options.includes(name)) return wrong(`"${command.name}" has no option ${token.rawName}.`);
      if (given[name] !== undefined) return wrong(`The option --${name} is given twice.`);
      // `--name --brand Acme` is a forgotten name; who means it writes --name=--brand.
      if (token.value?.startsWith('-') && !token.inlineValue) return wrong(`The option --${name} needs a value.`);
    }
    const value = token.value?.trim() ?? '';
    if (value === '' && !command.parameters[name]?.valueLike)
      return wrong(`${token.kind === 'option' ? `--${name}` : name} needs a value.`);
    given[name] = value;
  }
  for (const [name, { required, positional, value }] of parameters) {
    if (required && given[name] === undefined)
      return wrong(`"${command.name}" needs ${positional ? value : `--${name} ${value}`}.`);
  }
  return given as Given<P>;
}

/** Options that may stand alone as `parseArgs` takes them either way: `--shuffle 7` as `--shuffle=7`, alone as `--shuffle=`. */
function joined(args: readonly string[], parameters: Parameters): string[] {
  const read: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') return [...read, ...args.slice(i)];
    const valueLike = arg.startsWith('--') ? parameters[arg.slice(2)]?.valueLike : undefined;
    const next = args[i + 1];
    if (!valueLike) read.push(arg);
    else if (next !== undefined && valueLike.test(next)) {
      read.push(`${arg}=${next}`);
      i++;
    } else read.push(`${arg}=`);
  }
  return read;
}

/** What was typed may be a secret that was meant for elsewhere. */
function shown(text: string | undefined): string {
  return text && text.length <= 20 ? `"${text}"` : 'so many words';
}
