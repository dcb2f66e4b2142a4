import type { SilentAttempt, SweepStore, UnpricedAttempt } from '#ports/store.ts';
import type { Database } from './database.ts';
import type { NumberCipher } from './number-cipher.ts';

// `FOR UPDATE SKIP LOCKED` and `checked_at` share the work out: any number of workers may sweep at once.
const unclaimed = `
WITH due AS (
  SELECT id FROM attempts
  WHERE status = 'queued' AND queued_at < $1 AND (checked_at IS NULL OR checked_at < $1)
  ORDER BY queued_at LIMIT $3 FOR UPDATE SKIP LOCKED
), marked AS (
  UPDATE attempts a SET checked_at = $2 FROM due WHERE a.id = due.id RETURNING a.id, a.verification_id, a.number
)
SELECT m.id AS attempt_id, v.version FROM marked m
JOIN verifications v ON v.id = m.verification_id AND v.attempt_number = m.number AND v.status = 'pending'`;

const hopeless = `
SELECT attempt_id FROM (
  SELECT a.id AS attempt_id, v.expires_at, v.status, row_number() OVER (ORDER BY a.queued_at, a.id) AS place
  FROM attempts a JOIN verifications v ON v.id = a.verification_id
  WHERE a.status = 'queued'
) waiting
WHERE status = 'pending' AND $1::timestamptz + make_interval(secs => place / $2::float8 + $3::float8) > expires_at
LIMIT $4`;

const expired = `
SELECT a.id AS attempt_id FROM verifications v
JOIN attempts a ON a.verification_id = v.id AND a.number = v.attempt_number
WHERE v.status IN ('pending', 'retry') AND v.expires_at <= $1
ORDER BY v.expires_at LIMIT $2`;

const silent = `
WITH due AS (
  SELECT id FROM attempts
  WHERE ended_at IS NULL AND started_at < $1 AND (checked_at IS NULL OR checked_at < $1)
    AND (channel = 'call' OR EXISTS (
      SELECT FROM verifications v WHERE v.id = verification_id AND v.status IN ('pending', 'retry')))
  ORDER BY started_at LIMIT $3 FOR UPDATE SKIP LOCKED
), marked AS (
  UPDATE attempts a SET checked_at = $2 FROM due WHERE a.id = due.id
  RETURNING a.id, a.verification_id, a.channel, a.carrier_sid, a.started_at
)
SELECT m.id AS attempt_id, m.channel, m.carrier_sid, m.started_at, v.id, v.to_encrypted FROM marked m
JOIN verifications v ON v.id = m.verification_id`;

// Of calls, those that somebody answered: the others cost nothing.
const unpriced = `
WITH due AS (
  SELECT id FROM attempts
  WHERE price IS NULL AND carrier_sid IS NOT NULL AND ended_at IS NOT NULL AND ended_at >= $1 AND ended_at < $2
    AND (checked_at IS NULL OR checked_at < $3) AND (channel = 'sms' OR status = 'completed' OR answered_at IS NOT NULL)
  ORDER BY ended_at LIMIT $5 FOR UPDATE SKIP LOCKED
)
UPDATE attempts a SET checked_at = $4 FROM due WHERE a.id = due.id
RETURNING a.id AS "attemptId", a.channel, a.carrier_sid AS sid`;

const setPrice = 'UPDATE attempts SET price = $2, price_unit = $3 WHERE id = $1';

const known = `SELECT carrier_sid FROM attempts WHERE carrier_sid = ANY($1)`;

const forget = `
UPDATE verifications SET idempotency_key = NULL, request_hash = NULL WHERE id IN (
  SELECT id FROM verifications WHERE idempotency_key IS NOT NULL AND created_at < $1
  LIMIT $2 FOR UPDATE SKIP LOCKED
)
RETURNING id`;

type AttemptRow = { attempt_id: string };
type UnclaimedRow = AttemptRow & { version: number };
type SilentRow = AttemptRow & {
  channel: SilentAttempt['channel'];
  carrier_sid: string | null;
  started_at: Date;
  id: string;
  to_encrypted: Buffer;
};

export function createSweepStore(database: Database, cipher: NumberCipher): SweepStore {
  const attemptIds = (rows: AttemptRow[]) => rows.map((row) => ({ attemptId: row.attempt_id }));
  const toSilentAttempt = (row: SilentRow): SilentAttempt => ({
    attemptId: row.attempt_id,
    channel: row.channel,
    sid: row.carrier_sid,
    to: cipher.decrypt(row.to_encrypted, row.id),
    startedAt: row.started_at,
  });
  return {
    async unclaimedAttempts(before, at, limit) {
      const rows = await database.query<UnclaimedRow>('sweep-unclaimed', unclaimed, [before, at, limit]);
      return rows.map((row) => ({ attemptId: row.attempt_id, version: row.version }));
    },
    async hopelessAttempts(at, callsPerSecond, minimumUsefulLifeSeconds, limit) {
      const values = [at, callsPerSecond, minimumUsefulLifeSeconds, limit];
      return attemptIds(await database.query<AttemptRow>('sweep-hopeless', hopeless, values));
    },
    async expiredVerifications(at, limit) {
      return attemptIds(await database.query<AttemptRow>('sweep-expired', expired, [at, limit]));
    },
    async silentAttempts(before, at, limit) {
      return (await database.query<SilentRow>('sweep-silent', silent, [before, at, limit])).map(toSilentAttempt);
    },
    unpricedAttempts: ({ since, until }, before, at, limit) =>
      database.query<UnpricedAttempt>('sweep-unpriced', unpriced, [since, until, before, at, limit]),
    async setPrice(attemptId, { amount, unit }) {
      await database.query('set-price', setPrice, [attemptId, amount, unit]);
    },
    async knownSids(sids) {
      const rows = await database.query<{ carrier_sid: string }>('sweep-known-calls', known, [sids]);
      return new Set(rows.map((row) => row.carrier_sid));
    },
    async forgetIdempotencyKeys(createdBefore, limit) {
      return (await database.query('sweep-idempotency', forget, [createdBefore, limit])).length;
    },
  };
}
