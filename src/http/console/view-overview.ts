import type { OutcomeSums } from '#ports/outcomes.ts';
import type { WholeOverview } from '#services/console/overview.ts';
import type { ApplicationName, Overview, Totals } from './console-api.ts';

/** Of each reason: more do not say where it is. */
const COUNTRIES_TOLD = 5;

/** Charts and figures. What is most comes first. */
export function viewOverview(whole: WholeOverview, names: ReadonlyMap<string, ApplicationName>): Overview {
  const { since, until, partSeconds, now, before, queue } = whole;
  const most = (a: Totals, b: Totals) => b.verifications - a.verifications;
  return {
    ...{ since: since.toISOString(), until: until.toISOString(), bucketSeconds: partSeconds },
    ...{ totals: totals(whole.totals), before: totals(before.totals) },
    series: seriesOf(whole),
    byCountry: now.countries.map(({ country, ...sums }) => ({ country: country ?? '', ...totals(sums) })).sort(most),
    byApplication: now.applications
      .map(({ applicationId: id, ...sums }) => ({ application: names.get(id) ?? { id, name: id }, ...totals(sums) }))
      .sort(most),
    byReason: [...new Set([...whole.byReason.keys(), ...before.byReason.keys()])]
      .map((reason) => ({
        ...{ reason, count: whole.byReason.get(reason) ?? 0, before: before.byReason.get(reason) ?? 0 },
        countries: now.reasons
          .filter((each) => each.reason === reason)
          .map(({ country, count }) => ({ country, count }))
          .sort((a, b) => b.count - a.count)
          .slice(0, COUNTRIES_TOLD),
      }))
      .sort((a, b) => b.count - a.count || b.before - a.before),
    carrierErrors: whole.carrierErrors,
    cost: now.cost,
    queue,
  };
}

function totals({ verifications, verified, attempts, answered, answerSeconds }: OutcomeSums): Totals {
  const mean = answered === 0 ? null : Math.round((answerSeconds / answered) * 10) / 10;
  return { verifications, verified, attempts, answered, answerSeconds: mean };
}

/** Every part of the time has its point, those too in which nothing happened. */
function seriesOf({ firstPart, until, partSeconds, now }: WholeOverview): Overview['series'] {
  const count = Math.ceil((until.getTime() - firstPart.getTime()) / 1000 / partSeconds);
  const series: Overview['series'] = Array.from({ length: count }, (_, part) => ({
    at: new Date(firstPart.getTime() + part * partSeconds * 1000).toISOString(),
    ...{ verified: 0, failed: 0, byReason: {} },
  }));
  for (const { part, reason, verifications, verified, failed } of now.parts) {
    const point = series[part];
    if (!point) continue;
    point.verified += verified;
    point.failed += failed;
    if (reason !== null) point.byReason[reason] = verifications;
  }
  return series;
}
