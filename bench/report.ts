import type { cpuMsEach } from './cpu.ts';
import type { Floor } from './floor.ts';
import type { BenchOptions } from './options.ts';
import { type Summary, type Timing, timings } from './recorder.ts';

/** What one run found. */
export interface Result {
  options: Omit<BenchOptions, 'databaseUrl' | 'json' | 'profile' | 'pages' | 'signIns'>;
  durability: { synchronousCommit: string; fsync: string };
  seconds: number;
  lifeCycles: number;
  lifeCyclesPerSecond: number;
  pollsEach: number;
  timings: Record<Timing, Summary>;
  /** Not `quiet`: it changed much between before and after the load, so something else was busy. */
  floor: Floor & { quiet: boolean };
  /** Life-cycles for each commit, and for each GET /healthz, of the floor. */
  ratios: { perCommit: number; perHealthz: number };
  cpuMsEach: ReturnType<typeof cpuMsEach>;
  errors: Record<string, number>;
  /** Invariants that did not hold. */
  problems: string[];
}

const names: Record<Timing, string> = {
  create: 'create',
  createToDial: 'create to dial',
  webhook: 'webhook',
  keyToPoll: 'key to poll',
};

/** The table that a person reads. */
export function toTable(result: Result): string {
  const { options, durability, floor, ratios } = result;
  const { service, database, loadGenerator } = result.cpuMsEach;
  const cpu = (value: number | null) => (value === null ? 'unknown' : ms(value));
  const line = (name: string, ...columns: string[]) =>
    `  ${name.padEnd(18)}${columns.map((each) => each.padStart(12)).join('')}`;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const whole = (value: number) => Math.round(value).toLocaleString('en-US');
  return [
    '',
    `${options.concurrency} life-cycles at once for ${result.seconds.toFixed(1)} s; queue on ${options.redis ? 'Redis' : 'Postgres'}, ${options.split ? 'web and worker apart' : 'one process'}, log level ${options.logLevel}`,
    `synchronous_commit=${durability.synchronousCommit}, fsync=${durability.fsync}`,
    '',
    line(
      'life-cycles/s',
      result.lifeCyclesPerSecond.toFixed(1),
      `${whole(result.lifeCycles)} in all`,
      `${result.pollsEach.toFixed(2)} polls`,
    ),
    '',
    line('', 'p50', 'p99', 'count'),
    ...timings.map((timing) => {
      const { p50Ms, p99Ms, count } = result.timings[timing];
      return line(names[timing], ms(p50Ms), ms(p99Ms), whole(count));
    }),
    '',
    line('floor', 'a second', 'ratio'),
    line('raw commit', whole(floor.commitsPerSecond), ratios.perCommit.toFixed(4)),
    line('GET /healthz', whole(floor.healthzPerSecond), ratios.perHealthz.toFixed(4)),
    ...(floor.quiet
      ? []
      : ['  The floor moved during the run: something else is busy here. Trust the CPU times, not the rates.']),
    '',
    line('CPU each', 'service', 'database', 'generator'),
    line('', cpu(service), cpu(database), cpu(loadGenerator)),
    '',
    ...problemLines(result),
  ].join('\n');
}

function problemLines({ errors, problems, lifeCycles }: Result): string[] {
  const wrong = [...Object.entries(errors).map(([what, count]) => `${count} × ${what}`), ...problems];
  if (lifeCycles === 0) wrong.push('no life-cycle was measured');
  return wrong.length === 0
    ? ['  Every verification was dialed once and verified; no errors.']
    : ['  Not as it should be:', ...wrong.map((each) => `  - ${each}`)];
}

export function isClean({ errors, problems, lifeCycles }: Result): boolean {
  return lifeCycles > 0 && problems.length === 0 && Object.keys(errors).length === 0;
}
