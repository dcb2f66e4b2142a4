import { quantile } from '../quantile.ts';
import { type Part, parts, type Trace } from './trace.ts';

interface Spread {
  p50Ms: number;
  p95Ms: number;
  maxMs: number;
}

/** What one run found. */
export interface PagesResult {
  signIns: number;
  redis: boolean;
  /** Of the machine, while it ran: processes that wanted a processor. */
  load: number;
  processors: number;
  total: Spread;
  parts: Record<Part, Spread>;
  /** From the opening of a link to the first words of the page. */
  firstPage: Spread;
  /** Sign-ins that went wrong. */
  errors: string[];
}

export function spread(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  return { p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95), maxMs: sorted.at(-1) ?? 0 };
}

export function spreads(traces: readonly Trace[]): Pick<PagesResult, 'total' | 'parts'> {
  const of = (part: Part | 'total') => spread(traces.map((each) => each[part]));
  return {
    total: of('total'),
    parts: Object.fromEntries(parts.map((part) => [part, of(part)])) as PagesResult['parts'],
  };
}

/** To be reached at p95. */
const FIGURE_MS = 300;

const names: Record<Part, string> = {
  toCarrier: 'handset page to carrier',
  carrier: 'carrier to webhook',
  save: 'webhook to saved',
  tell: 'saved to poll answered',
  show: 'answered to page changed',
};

/** The table that a person reads. */
export function toTable(result: PagesResult): string {
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const line = (name: string, columns: string[]) =>
    `  ${name.padEnd(26)}${columns.map((each) => each.padStart(12)).join('')}`;
  const row = (name: string, { p50Ms, p95Ms, maxMs }: Spread) => line(name, [ms(p50Ms), ms(p95Ms), ms(maxMs)]);
  const { total, parts: of, errors } = result;
  const carrier = of.carrier.p50Ms / total.p50Ms;
  return [
    '',
    `${result.signIns} sign-ins in Chromium, one after the other; queue on ${result.redis ? 'Redis' : 'Postgres'}`,
    `${result.processors} processors, load average ${result.load.toFixed(1)}`,
    '',
    line('', ['p50', 'p95', 'max']),
    row('key to changed page', total),
    ...parts.map((part) => row(`  ${names[part]}`, of[part])),
    '',
    row('link to first page', result.firstPage),
    '',
    `  The simulated carrier's own time is ${(carrier * 100).toFixed(0)}% of the median: it stands for the telephone network.`,
    `  At p95 ${total.p95Ms < FIGURE_MS ? 'under' : 'NOT under'} ${FIGURE_MS} ms.`,
    ...(errors.length === 0
      ? ['  Every sign-in was verified and exchanged once.']
      : ['  Not as it should be:', ...errors.map((each) => `  - ${each}`)]),
  ].join('\n');
}
