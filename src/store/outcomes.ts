import type { Reason } from '#domain/verification.ts';
import type { OutcomeStore, OutcomeSums, Outcomes, QueueDepth } from '#ports/outcomes.ts';
import { firstPartAt } from '#ports/outcomes.ts';
import { firstIdAt } from './console-candidates.ts';
import { countOutcomes, readOutcomes } from './count-outcomes.ts';
import type { Database } from './database.ts';
import { askPrisma, type Prisma } from './prisma.ts';

const HOUR_MS = 3_600_000;
/** Hours of long ago are counted too, so that an overview has them after an upgrade. */
const COUNTED_BACK = "interval '92 days'";
/** Hours that nobody has counted yet, such as while no worker runs, are counted as they are asked for. */
const LIVE_HOURS = 3;
/** A busy hour takes seconds. */
const COUNTING = { timeout: 30_000 };
const ERRORS_READ = 20_000;

// Ids begin with the time: the first one tells since when there is anything to count.
const due = `
WITH oldest AS (
  SELECT to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000) AS at
  FROM verifications ORDER BY id LIMIT 1
)
SELECT h.hour FROM oldest, generate_series(
  date_trunc('hour', greatest(oldest.at, $1::timestamptz - ${COUNTED_BACK}), 'UTC'),
  date_trunc('hour', $1::timestamptz, 'UTC') - interval '1 hour', interval '1 hour') AS h(hour)
LEFT JOIN counted_hours c ON c.hour = h.hour
CROSS JOIN LATERAL (SELECT c.counted_at - h.hour - interval '1 hour' AS counted_after, $1 - h.hour - interval '1 hour' AS age) t
WHERE c.hour IS NULL OR counted_after < interval '1 day'
  AND age >= least(interval '1 day', 2 * counted_after + interval '5 minutes')
ORDER BY h.hour DESC LIMIT $2`;

const fillHour = `
INSERT INTO hourly_outcomes (hour, application_id, country, channel, status, reason, verifications, attempts, answered,
  answer_seconds, price, price_unit)
${countOutcomes('v.id >= $1::uuid AND v.id < $2::uuid')}`;

const markHour = `
INSERT INTO counted_hours (hour, counted_at) VALUES ($1::timestamptz, $2::timestamptz)
ON CONFLICT (hour) DO UPDATE SET counted_at = excluded.counted_at`;

const errors = `
SELECT code, count(*)::int AS count FROM (
  SELECT a.error_code AS code FROM attempts a
  WHERE a.error_code IS NOT NULL AND a.queued_at >= $1 AND a.queued_at < $2 AND (($3::uuid IS NULL AND $4::text IS NULL) OR EXISTS (
    SELECT FROM verifications v WHERE v.id = a.verification_id AND ($3 IS NULL OR v.application_id = $3)
      AND ($4 IS NULL OR coalesce(v.country, '') = $4)))
  ORDER BY a.queued_at DESC LIMIT ${ERRORS_READ}
) newest
GROUP BY code ORDER BY count DESC, code LIMIT 20`;

// Both are found by indexes of open work alone. What a worker took longer ago than a minute is for the sweeps.
const depth = `
WITH open AS (
  SELECT status, queued_at, verification_id FROM attempts WHERE status = 'queued'
  UNION ALL
  SELECT status, queued_at, verification_id FROM attempts WHERE ended_at IS NULL
    AND started_at > $1::timestamptz - interval '1 minute' AND status IN ('dialing', 'sending') AND carrier_sid IS NULL
)
SELECT count(*) FILTER (WHERE o.status = 'queued' AND o.queued_at <= $1)::int AS waiting,
  count(*) FILTER (WHERE o.status = 'queued' AND o.queued_at > $1)::int AS delayed,
  count(*) FILTER (WHERE o.status <> 'queued')::int AS active,
  extract(epoch FROM $1 - min(o.queued_at) FILTER (WHERE o.status = 'queued' AND o.queued_at <= $1))::float8
    AS "oldestWaitSeconds"
FROM open o WHERE $2::uuid IS NULL OR EXISTS (
  SELECT FROM verifications v WHERE v.id = o.verification_id AND v.application_id = $2)`;

type Row = OutcomeSums & {
  part: number | null;
  reason: string | null;
  country: string | null;
  application_id: string | null;
  price_unit: string | null;
  price: string;
};

const hourOf = (at: Date) => Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;

/** Outcomes in Postgres: hours that are over are counted once and for all, the rest is counted as it is asked for. */
export function createOutcomeStore(database: Database, prisma: Prisma): OutcomeStore {
  /** False while somebody else counts. */
  const countHour = (hour: Date, at: Date) =>
    askPrisma(() =>
      prisma.$transaction(async (tx) => {
        const lock = "SELECT pg_try_advisory_xact_lock(hashtext('hourly_outcomes')) AS mine";
        const [locked] = await tx.$queryRawUnsafe<{ mine: boolean }[]>(lock);
        if (!locked?.mine) return false;
        await tx.$executeRawUnsafe('DELETE FROM hourly_outcomes WHERE hour = $1::timestamptz', hour);
        const ids = [firstIdAt(hour), firstIdAt(new Date(hour.getTime() + HOUR_MS))];
        await tx.$executeRawUnsafe(fillHour, ...ids);
        await tx.$executeRawUnsafe(markHour, hour, at);
        return true;
      }, COUNTING),
    );
  /** From when on verifications are counted as they are asked for. */
  const liveSince = async (at: Date): Promise<number> => {
    const text = 'SELECT max(hour) AS hour FROM counted_hours';
    const [newest] = await database.query<{ hour: Date | null }>('newest-counted-hour', text, []);
    const next = newest?.hour ? newest.hour.getTime() + HOUR_MS : 0;
    return Math.min(hourOf(at), Math.max(next, hourOf(at) - LIVE_HOURS * HOUR_MS));
  };
  return {
    async countHours(at, limit) {
      const hours = await database.query<{ hour: Date }>('hours-to-count', due, [at, limit]);
      let counted = 0;
      for (const { hour } of hours) {
        if (!(await countHour(hour, at))) break;
        counted += 1;
      }
      return counted;
    },
    async read({ applicationId, country }, { since, until }, partSeconds, at) {
      // Whole hours that are counted lie between two ends that are not.
      const from = Math.ceil(since.getTime() / HOUR_MS) * HOUR_MS;
      const to = Math.min(hourOf(until), await liveSince(at));
      const [first, last] =
        from < to && partSeconds >= HOUR_MS / 1000 ? [new Date(from), new Date(to)] : [since, since];
      const ids = [since, first, last, until].map(firstIdAt);
      const values = [first, last, applicationId, firstPartAt(since, partSeconds), partSeconds, ...ids, country];
      return toOutcomes(await database.query<Row>(null, readOutcomes, values));
    },
    carrierErrors: ({ applicationId, country }, { since, until }) =>
      database.query<{ code: number; count: number }>(null, errors, [since, until, applicationId, country]),
    async queueDepth({ applicationId }, at) {
      const [row] = await database.query<QueueDepth>('queue-depth', depth, [at, applicationId]);
      return row ?? { waiting: 0, delayed: 0, active: 0, oldestWaitSeconds: null };
    },
  };
}

function toOutcomes(rows: Row[]): Outcomes {
  const outcomes: Outcomes = { parts: [], reasons: [], countries: [], applications: [], cost: [] };
  for (const { part, reason, country, application_id, price_unit, price, ...sums } of rows) {
    if (part !== null) outcomes.parts.push({ ...sums, part, reason: (reason || null) as Reason | null });
    else if (country !== null && reason !== null) {
      if (reason !== '') outcomes.reasons.push({ reason: reason as Reason, country, count: sums.verifications });
    } else if (country !== null) outcomes.countries.push({ ...sums, country: country || null });
    else if (application_id !== null) outcomes.applications.push({ ...sums, applicationId: application_id });
    else if (price_unit) outcomes.cost.push({ unit: price_unit, amount: price });
  }
  return outcomes;
}
