/** Milliseconds since 1970 at which a UUID of version 7 was made. */
const madeAt = (id: string) => `('x' || left(replace(${id}::text, '-', ''), 12))::bit(48)::bigint`;

/**
 * Counts verifications by hour and by what became of them. Texts stand for what is null: what is grouped by is then a
 * key. Of what was texted nothing is answered, so that calls alone count as attempts.
 * @param where of verifications `v`, by id: however many there are, only those are read
 * @param seconds of what is called an hour
 */
export const countOutcomes = (where: string, seconds = '3600') => `
SELECT hour, application_id, country, channel, status, reason, count(*)::int AS verifications,
  sum(attempts)::int AS attempts, sum(answered)::int AS answered, sum(answer_seconds)::float8 AS answer_seconds,
  sum(price) AS price, price_unit
FROM (
  SELECT to_timestamp(${madeAt('v.id')} / (1000 * ${seconds}) * ${seconds}) AS hour, v.application_id, coalesce(v.country, '') AS country,
    v.channel, v.status, coalesce(v.reason, '') AS reason,
    count(*) FILTER (WHERE a.channel = 'call' AND a.started_at IS NOT NULL) AS attempts,
    count(a.answered_at) AS answered,
    coalesce(sum(extract(epoch FROM a.answered_at - a.started_at)), 0) AS answer_seconds,
    coalesce(sum(a.price), 0) AS price, coalesce(max(a.price_unit) FILTER (WHERE a.price IS NOT NULL), '') AS price_unit
  FROM verifications v JOIN attempts a ON a.verification_id = v.id
  WHERE ${where}
  GROUP BY v.id
) each_one
GROUP BY hour, application_id, country, channel, status, reason, price_unit`;

const read = (live: string) => `
WITH counted AS (
  SELECT hour, application_id, country, channel, status, reason, verifications, attempts, answered, answer_seconds,
    price, price_unit
  FROM hourly_outcomes WHERE hour >= $1 AND hour < $2 AND ($3::uuid IS NULL OR application_id = $3)
    AND ($10::text IS NULL OR country = $10)
  UNION ALL ${live}
), told AS (
  SELECT floor(extract(epoch FROM hour - $4::timestamptz) / $5::int)::int AS part, * FROM counted
)
SELECT part, reason, country, application_id, price_unit, sum(verifications)::float8 AS verifications,
  coalesce(sum(verifications) FILTER (WHERE status = 'verified'), 0)::float8 AS verified,
  coalesce(sum(verifications) FILTER (WHERE status IN ('failed', 'expired', 'canceled')), 0)::float8 AS failed,
  sum(attempts)::float8 AS attempts, sum(answered)::float8 AS answered, sum(answer_seconds) AS "answerSeconds",
  sum(price)::text AS price
FROM told GROUP BY GROUPING SETS ((part, reason), (reason, country), (country), (application_id), (price_unit))`;

/** Parts may be shorter than what was counted. */
const count = (where: string) => countOutcomes(where, 'least($5::int, 3600)');

const within = (since: number, until: number) =>
  `v.id >= $${since} AND v.id < $${until} AND ($3::uuid IS NULL OR v.application_id = $3)
    AND ($10::text IS NULL OR coalesce(v.country, '') = $10)`;

/** One row for each part and reason, each reason and country, each country, each application and each unit: the others of these are null. */
export const readOutcomes = read(`(${count(within(6, 7))}) UNION ALL (${count(within(8, 9))})`);
