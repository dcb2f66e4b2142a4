import { Client } from 'pg';
import { ensureApplication, generateKey } from '#services/applications.ts';
import { type ApiClient, createApiClient } from '../support/api-client.ts';
import type { Product } from './product.ts';

/** Who was called just now: their user id, and whose number it is in the simulator. */
const people = {
  mia: '+12025550100',
  ben: '+12025550101',
  cleo: '+12025550102',
  tom: '+12025550106',
  fay: '+12025550112',
  iris: '+12025550105',
} as const;
export type Person = keyof typeof people;

/** A day of a login system: calls of just now, each as long as in life, and what they make a likely past of. */
export async function liveThroughADay(product: Product): Promise<Record<Person, string>> {
  const { applications, background, outcomes, clock } = product.deps;
  const key = generateKey();
  await ensureApplication(applications, 'fabrikam', 'Fabrikam', key);
  const contoso = createApiClient(product.url, product.apiKey);
  const fabrikam = createApiClient(product.url, key);
  const called = await Promise.all([
    ...Object.entries(people).map(([userId, to]) => call(contoso, userId, to)),
    call(fabrikam, 'otto', '+12125550100'),
    call(fabrikam, 'dora', '+12125550109'),
  ]);
  await background.settled();
  await repeatBackwards(
    product.databaseUrl,
    called.map(([, id]) => id),
  );
  await outcomes.countHours(clock.now(), 72);
  return Object.fromEntries(called) as Record<Person, string>;
}

async function call(api: ApiClient, userId: string, to: string): Promise<[string, string]> {
  await api.put(`/v1/users/${userId}`, { displayName: userId.replace(/^./, (first) => first.toUpperCase()) });
  await api.post(`/v1/users/${userId}/factors`, { kind: 'mobile', number: to, channel: 'call', status: 'verified' });
  const { id } = await api.create({ to, userId });
  await api.outcome(id);
  return [userId, id];
}

/**
 * The calls of just now, many times over the last two days, as a login system has them: most work out, nobody tries again,
 * people sleep at night, and three hours ago one country could not be reached.
 */
const past = `
WITH moments AS (
  SELECT v.id AS of, now() - make_interval(mins => (hour * 60 + 10 + n * 37 % 50)) AS at, hour, n, '+1' AS prefix, 'US' AS country
  FROM verifications v, generate_series(1, 47) hour, generate_series(1, 24) n
  WHERE v.id = ANY($1) AND CASE WHEN v.status = 'verified' THEN n <= 8 * (1.2 + cos((hour - 5) * pi() / 12))
    ELSE n = 1 AND (hour + ascii(v.user_id)) % 2 = 0 END
  UNION ALL
  SELECT v.id, now() - make_interval(mins => 185 + n), 3, n, '+52', 'MX'
  FROM verifications v, generate_series(1, 22) n WHERE v.id = ANY($1) AND v.user_id = 'dora'
  UNION ALL
  SELECT v.id, now() - make_interval(mins => hour * 60 + 5 + n * 11), hour, n, '+52', 'MX'
  FROM verifications v, generate_series(1, 47) hour, generate_series(1, 3) n WHERE v.id = ANY($1) AND v.status = 'verified'
), ids AS MATERIALIZED (
  SELECT m.*, (lpad(to_hex((extract(epoch FROM m.at) * 1000)::bigint), 12, '0') || '7000' || '8' ||
    substr(md5(m.of::text || m.hour || m.n || m.country), 1, 15))::uuid AS id, gen_random_uuid() AS attempt FROM moments m
), copied AS (
  INSERT INTO verifications SELECT (jsonb_populate_record(v, jsonb_build_object('id', i.id, 'created_at', i.at,
    'updated_at', i.at, 'expires_at', i.at, 'user_id', NULL,
    'status', replace(v.status, 'retry', 'failed'), 'country', i.country,
    'to_masked', i.prefix || '••••••' || right(v.to_masked, 4)))).*
  FROM ids i JOIN verifications v ON v.id = i.of
)
INSERT INTO attempts SELECT (jsonb_populate_record(a, jsonb_build_object('id', i.attempt, 'verification_id', i.id,
  'carrier_sid', NULL, 'price', CASE WHEN a.answered_at IS NULL THEN 0 ELSE 0.014 END, 'price_unit', 'USD', 'queued_at', i.at, 'started_at', a.started_at + (i.at - a.queued_at),
  'answered_at', a.answered_at + (i.at - a.queued_at), 'ended_at', a.ended_at + (i.at - a.queued_at)))).*
FROM ids i JOIN attempts a ON a.verification_id = i.of`;

/** @param ids of verifications with one attempt each */
async function repeatBackwards(databaseUrl: string, ids: string[]): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(past, [ids]);
  } finally {
    await client.end();
  }
}
