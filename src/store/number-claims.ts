import type { VerificationStore } from '#ports/store.ts';
import type { Database } from './database.ts';
import type { NumberHash } from './number-hash.ts';

// One statement grants the right to a number to one caller only, however many ask at once.
const claim = `
WITH asked AS (
  SELECT $1::uuid AS application_id, coalesce($2::bytea, (SELECT to_hash FROM verifications WHERE id = $3::uuid)) AS to_hash
)
INSERT INTO cooldowns (application_id, to_hash, ends_at)
SELECT application_id, to_hash, $5::timestamptz FROM asked WHERE to_hash IS NOT NULL
ON CONFLICT (application_id, to_hash) DO UPDATE SET ends_at = excluded.ends_at WHERE cooldowns.ends_at <= $4
RETURNING ends_at`;

const until = `
SELECT ends_at FROM cooldowns WHERE application_id = $1
AND to_hash = coalesce($2::bytea, (SELECT to_hash FROM verifications WHERE id = $3::uuid))`;

const openOfBlocked = `
SELECT DISTINCT ON (v.id) a.id AS attempt_id FROM blocks b
JOIN verifications v ON v.application_id = b.application_id AND v.status IN ('pending', 'retry')
  AND (v.user_id = b.user_id OR v.to_hash = b.to_hash)
JOIN attempts a ON a.verification_id = v.id AND a.number = v.attempt_number
WHERE b.lifted_at IS NULL AND b.ends_at > $1 AND v.expires_at > $1
  AND ($3::uuid IS NULL OR (b.application_id = $3 AND b.user_id = $4))
ORDER BY v.id LIMIT $2`;

/** Who may be called now: the cooldown of numbers, and what is open of those who are blocked. */
export function createNumberClaims(
  database: Database,
  numberHash: NumberHash,
): Pick<VerificationStore, 'claimNumber' | 'openOfBlocked'> {
  return {
    async claimNumber(applicationId, to, at, seconds) {
      const which = typeof to === 'string' ? [numberHash.of(to), null] : [null, to.id];
      const endsAt = new Date(at.getTime() + seconds * 1000);
      const granted = await database.query('claim-number', claim, [applicationId, ...which, at, endsAt]);
      if (granted.length > 0) return null;
      const [row] = await database.query<{ ends_at: Date }>('number-claimed-until', until, [applicationId, ...which]);
      return row && row.ends_at > at ? row.ends_at : null;
    },
    async openOfBlocked(at, limit, user) {
      const values = [at, limit, user?.applicationId ?? null, user?.userId ?? null];
      const rows = await database.query<{ attempt_id: string }>('open-of-blocked', openOfBlocked, values);
      return rows.map((row) => ({ attemptId: row.attempt_id }));
    },
  };
}
