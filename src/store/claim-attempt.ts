import type { Claim } from '#ports/store.ts';
import type { Database } from './database.ts';
import type { NumberCipher } from './number-cipher.ts';
import { type RecordRow, recordColumns, toRecord } from './rows.ts';

// The compare-and-set that makes a call happen at most once: `queued` becomes `dialing` for one caller only.
// It is the `claimed` rule of the transition table in one round trip; a test holds the two together.
const claim = `
WITH locked AS (
  SELECT v.* FROM verifications v
  WHERE v.id = (SELECT verification_id FROM attempts WHERE id = $1) AND v.status = 'pending' AND v.expires_at > $2
  FOR UPDATE
), a AS (
  UPDATE attempts SET status = 'dialing', started_at = $2
  FROM locked
  WHERE attempts.id = $1 AND attempts.status = 'queued' AND attempts.number = locked.attempt_number
  RETURNING attempts.*
), v AS (
  UPDATE verifications SET version = verifications.version + 1, updated_at = $2
  FROM a WHERE verifications.id = a.verification_id
  RETURNING verifications.*
), e AS (
  INSERT INTO events (verification_id, attempt_id, at, type, source, verdict, because, status, data)
  SELECT id, $1, $2, 'claimed', 'worker', 'applied', 'a worker places the call', 'pending', '{}' FROM v
)
SELECT ${recordColumns}, v.to_encrypted
FROM v, a, applications p WHERE p.id = v.application_id`;

/** Takes a queued attempt for dialing; null when it is not to be had. */
export async function claimAttempt(
  database: Database,
  cipher: NumberCipher,
  attemptId: string,
  at: Date,
): Promise<Claim | null> {
  const [row] = await database.query<RecordRow & { to_encrypted: Buffer }>('claim-attempt', claim, [attemptId, at]);
  return row ? { record: toRecord(row), to: cipher.decrypt(row.to_encrypted, row.id) } : null;
}
