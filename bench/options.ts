import { parseArgs } from 'node:util';

/** What one run measures. */
export interface BenchOptions {
  /** Life-cycles under way at once; a new one begins when one ends. */
  concurrency: number;
  /** Measured seconds. */
  seconds: number;
  /** Seconds of the same load before that: the engine compiles, caches and pools fill. */
  warmUpSeconds: number;
  /** And at least this many life-cycles, however long they take (within half a minute). */
  warmUpLifeCycles: number;
  /** Between the carrier's taking a call and its first callback. */
  gapMs: number;
  /** The queue runs on a redis-server that is started for the run, instead of on Postgres. */
  redis: boolean;
  /** A Postgres of one's own; null for an embedded one that is thrown away afterwards. */
  databaseUrl: string | null;
  /** One process for each role instead of one for both. */
  split: boolean;
  logLevel: string;
  /** Where the result is written as JSON. */
  json: string | null;
  /** Folder for CPU profiles of the service. */
  profile: string | null;
  /** Instead of all that: how soon the hosted page changes after a key on the handset page, in Chromium. */
  pages: boolean;
  /** Sign-ins that are measured for it. */
  signIns: number;
}

/** After about so many, a life-cycle's CPU time was measured to fall no further: V8 has compiled what is hot. */
const WARM_UP_LIFE_CYCLES = 1_500;

const usage = `Usage: npm run bench -- [options]

  --concurrency N    life-cycles under way at once (64)
  --seconds N        how long to measure (15)
  --warm-up N        seconds of load before that (3), and 1,500 life-cycles; 0 for none
  --gap N            milliseconds between a call's order and its first callback (20)
  --redis            queue on Redis: starts redis-server from the path
  --database-url URL an empty Postgres database of your own instead of an embedded one
  --split            one process for the web role and one for the worker
  --log-level LEVEL  of the service (warn)
  --json FILE        also write the result as JSON
  --profile DIR      also write CPU profiles of the service
  --pages            measure the pages instead: from # on the handset to the changed page, one sign-in after the other
  --sign-ins N       how many of them, after some to warm up (40)
`;

/** Thrown for options that make no sense; its message is for the person who typed them. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads the command line; null when help was asked for and has been printed.
 * @throws UsageError
 */
export function readOptions(args: string[]): BenchOptions | null {
  const { values } = parse(args);
  if (values.help) {
    console.log(usage);
    return null;
  }
  return {
    concurrency: atLeast(1, '--concurrency', values.concurrency),
    seconds: atLeast(1, '--seconds', values.seconds),
    warmUpSeconds: atLeast(0, '--warm-up', values['warm-up']),
    warmUpLifeCycles: values['warm-up'] === '0' ? 0 : WARM_UP_LIFE_CYCLES,
    gapMs: atLeast(0, '--gap', values.gap),
    redis: values.redis,
    databaseUrl: values['database-url'] ?? null,
    split: values.split,
    logLevel: values['log-level'],
    json: values.json ?? null,
    profile: values.profile ?? null,
    pages: values.pages,
    signIns: atLeast(1, '--sign-ins', values['sign-ins']),
  };
}

function parse(args: string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args,
      options: {
        concurrency: { type: 'string', default: '64' },
        seconds: { type: 'string', default: '15' },
        'warm-up': { type: 'string', default: '3' },
        gap: { type: 'string', default: '20' },
        redis: flag,
        'database-url': { type: 'string' },
        split: flag,
        'log-level': { type: 'string', default: 'warn' },
        json: { type: 'string' },
        profile: { type: 'string' },
        pages: flag,
        'sign-ins': { type: 'string', default: '40' },
        help: flag,
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

function atLeast(least: number, name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least) return number;
  throw new UsageError(`${name} must be a whole number of at least ${least}.\n\n${usage}`);
}
