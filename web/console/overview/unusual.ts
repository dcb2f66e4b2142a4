import type { Overview } from '../../../src/http/console/console-api.ts';
import { count, inWords } from '../in-words.ts';
import { countryName } from '../words.ts';
import type { Period } from './period.ts';

/** Fewer are never called unusual: one person may have caused them. */
const FEWEST = 5;
/** So many standard deviations above what was to be expected: less happens by chance every other day. */
const SURELY = 3;

/** So much of a reason is in a country that is named. */
const MOSTLY = 0.6;

export interface Unusual {
  reason: Overview['byReason'][number]['reason'];
  count: number;
  sentence: string;
}

/** Whether a count stands out from what was expected, as far as counts vary by chance (Poisson). */
function standsOut(now: number, expected: number): boolean {
  return now >= FEWEST && now - expected >= SURELY * Math.sqrt(expected + 1);
}

/**
 * What is unusual against the period before, most striking first: reasons that became more frequent than the growth of
 * all verifications explains. Nothing where nothing stands out.
 */
export function unusualOf({ totals, before, byReason, byCountry }: Overview, period: Period): Unusual[] {
  const growth = before.verifications === 0 ? 1 : totals.verifications / before.verifications;
  return byReason
    .map((each) => ({ ...each, expected: each.before * growth }))
    .filter(({ count: now, expected }) => standsOut(now, expected))
    .sort((a, b) => b.count - b.expected - (a.count - a.expected))
    .map(({ reason, count: now, before: then, countries }) => {
      const times = Math.round(now / then);
      const up =
        then === 0
          ? `is new: ${count(now)} ${period.now}, none ${period.before}`
          : times >= 2
            ? `is up ${times} times against ${period.before} (${count(now)}, was ${count(then)})`
            : `is up by ${Math.round((now / then - 1) * 100)} % against ${period.before} (${count(now)}, was ${count(then)})`;
      return {
        reason,
        count: now,
        sentence: `${inWords(reason)} ${up}${byCountry.length > 1 ? whereOf(countries, now) : ''}.`,
      };
    });
}

/** The one country in which it mostly is, if there is one. */
function whereOf([most]: Overview['byReason'][number]['countries'], count: number): string {
  if (!most || most.country === '' || most.count / count < MOSTLY) return '';
  return `, ${most.count === count ? 'all of them' : 'mostly'} in ${countryName(most.country)}`;
}

/**
 * The points of a series at which far more failed than at the others: those that are seen as spikes.
 * @returns their positions
 */
export function spikesOf(series: readonly { failed: number }[]): Set<number> {
  const sorted = series.map(({ failed }) => failed).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return new Set(series.flatMap(({ failed }, at) => (failed >= 2 * usual && standsOut(failed, usual) ? [at] : [])));
}
