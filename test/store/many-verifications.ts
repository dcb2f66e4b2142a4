import type { Pool } from 'pg';
import type { NumberHash } from '#store/number-hash.ts';

/** A machine with less to spare may ask for fewer. */
export const ROWS = Number(process.env.SEARCH_TEST_ROWS ?? 1_000_000);
/** A row of application 1, with a number of its own. */
export const SOMEONE = 30 * Math.floor(ROWS / 90) + 4;
const SECONDS_BETWEEN = 20;
const START = Date.parse('2026-01-01T00:00:00Z');

/** Moments of the whole time, from 0 to 1. */
export const TIMES = { at: (part: number) => new Date(START + Math.floor(part * ROWS) * SECONDS_BETWEEN * 1000) };

export function applicationId(n: number): string {
  return `018f0000-0000-7000-8000-00000000000${n}`;
}
/** Version 7, as ids are: of the moment of the row. Rows count from 1. */
export function idOfRow(row: number): string {
  const hex = (START + row * SECONDS_BETWEEN * 1000).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${row.toString(16).padStart(12, '0')}`;
}
export function sidOfRow(row: number): string {
  return `CA${row.toString(16).padStart(32, '0')}`;
}
export function userOfRow(row: number): string {
  return row % 10 === 0 ? 'load-test' : `user-${row % 200_000}`;
}
/** Those of the load test share one. */
export function numberOfRow(row: number): string {
  return row % 10 === 0 ? '+12025550100' : '+12025550101';
}

const id = `(lpad(to_hex(${START} + n * ${SECONDS_BETWEEN * 1000}::bigint), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid`;
const at = `to_timestamp(${START / 1000} + n * ${SECONDS_BETWEEN})`;

// What is rare lies far apart, and some things long ago alone: an index that is not meant for it would be gone through.
const verifications = `
INSERT INTO verifications (id, application_id, status, reason, channel, mode, purpose, locale, metadata, user_id,
  to_masked, to_encrypted, to_hash, country, version, attempt_number, created_at, updated_at, expires_at)
SELECT ${id},
  CASE WHEN n % 50 = 3 AND n < $1 * 0.1 THEN '${applicationId(3)}' WHEN n % 3 = 0 THEN '${applicationId(2)}'
    ELSE '${applicationId(1)}' END::uuid,
  CASE WHEN n > $1 - 40 THEN 'retry' WHEN n % 5000 = 0 THEN 'canceled' WHEN n % 5 = 0 THEN 'expired'
    WHEN n % 7 = 0 OR n < $1 * 0.02 THEN 'failed' ELSE 'verified' END,
  CASE WHEN n > $1 - 40 THEN 'no_answer' WHEN n % 5000 = 0 THEN 'canceled' WHEN n % 5 = 0 THEN 'expired'
    WHEN n < $1 * 0.02 THEN 'country_blocked' WHEN n % 14 = 0 AND n > $1 * 0.4 THEN 'voicemail'
    WHEN n % 7 = 0 THEN 'too_many_attempts' END,
  'call', 'pound', 'signin', 'en-US', '{"tenant": "a"}',
  CASE WHEN n % 10 = 0 THEN 'load-test' ELSE 'user-' || n % 200000 END,
  '+1••••••0100', decode(repeat('00', 44), 'hex'),
  CASE WHEN n % 10 = 0 THEN $2::bytea WHEN n = $4 THEN $3::bytea ELSE sha256(int8send(n % 300000)) END,
  'US', 7, 1, ${at}, ${at}, ${at}
FROM generate_series(1, $1::bigint) n`;

const attempts = `
INSERT INTO attempts (id, verification_id, number, status, carrier_sid, prompts_said, queued_at, started_at, ended_at)
SELECT (lpad(to_hex(n), 8, '0') || '0000400080000000' || '00000000')::uuid, ${id}, 1, 'completed',
  'CA' || lpad(to_hex(n), 32, '0'), 1, ${at}, ${at}, ${at}
FROM generate_series(1, $1::bigint) n`;

const events = `
INSERT INTO events (verification_id, attempt_id, at, type, source, verdict, because, status, data)
SELECT ${id}, NULL, ${at}, 'created', 'api', 'applied', 'asked for by the login system', 'pending', '{}'
FROM generate_series(1, $1::bigint) n WHERE n % 10 = 4`;

/** Fills an empty database as years of use would. Indexes are built at the end, all at once: that is many times faster. */
export async function fill(pool: Pool, numberHash: NumberHash): Promise<void> {
  const client = await pool.connect();
  try {
    for (const n of [1, 2, 3]) {
      const named = [applicationId(n), `application ${n}`];
      await client.query("INSERT INTO applications (id, name, brand) VALUES ($1, $2, 'Acme')", named);
    }
    // Nothing of this outlives the test. Those that refer to others come first.
    for (const table of ['events', 'attempts', 'verifications'])
      await client.query(`ALTER TABLE ${table} SET UNLOGGED`);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(`
      SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid IN ('verifications'::regclass, 'attempts'::regclass, 'events'::regclass) AND NOT i.indisprimary`);
    for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
    // Foreign keys hold by themselves here.
    await client.query("SET session_replication_role = replica; SET maintenance_work_mem = '256MB'");
    const [shared, own] = [numberHash.of(numberOfRow(10)), numberHash.of(numberOfRow(SOMEONE))];
    await client.query(verifications, [ROWS, shared, own, SOMEONE]);
    await client.query(attempts, [ROWS]);
    await client.query(events, [ROWS]);
    for (const { definition } of indexes) await client.query(definition);
    // As autovacuum leaves them.
    await client.query('VACUUM ANALYZE verifications, attempts, events');
  } finally {
    client.release(true);
  }
}
