import type { PeriodName } from './period.ts';

const time = { hour: '2-digit', minute: '2-digit' } as const;
const day = { day: 'numeric', month: 'short' } as const;

/** How the points of a chart are named: the shorter the period, the finer. */
export function momentsOf(period: PeriodName): { short(at: string): string; long(at: string): string } {
  const short = new Intl.DateTimeFormat(undefined, period === '1h' || period === '24h' ? time : day);
  const long = new Intl.DateTimeFormat(
    undefined,
    period === '30d' ? { ...day, weekday: 'short' } : { ...day, ...time },
  );
  return { short: (at) => short.format(new Date(at)), long: (at) => long.format(new Date(at)) };
}
