import type { Claim } from '#ports/store.ts';
import { createBatcher } from './batcher.ts';
import type { Database } from './database.ts';
import type { NumberCipher } from './number-cipher.ts';
import { type RecordRow, recordColumns, toRecord } from './rows.ts';

// The compare-and-set that makes a call or a message happen at most once: `queued` becomes `dialing` or `sending` for one caller only.
// It is the `claimed` rule of the transition table in one round trip; a test holds the two together.
const claim = `
WITH asked AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS c(attempt_id uuid, at timestamptz)
), locked AS (
  SELECT v.id, v.attempt_number, asked.attempt_id, asked.at
  FROM asked
  JOIN attempts ON attempts.id = asked.attempt_id
  JOIN verifications v ON v.id = attempts.verification_id
  WHERE v.status = 'pending' AND v.expires_at > asked.at
  ORDER BY v.id FOR UPDATE OF v
), a AS (
  UPDATE attempts SET status = CASE attempts.channel WHEN 'call' THEN 'dialing' ELSE 'sending' END, started_at = locked.at
  FROM locked
  WHERE attempts.id = locked.attempt_id AND attempts.status = 'queued' AND attempts.number = locked.attempt_number
    -- One that follows by itself has its time. The clocks of two machines may differ by a moment: whoever is asked
    -- to dial at once by a clock that is ahead does so.
    AND attempts.queued_at <= locked.at + interval '2 seconds'
  RETURNING attempts.*
), v AS (
  UPDATE verifications SET version = verifications.version + 1, updated_at = a.started_at
  FROM a WHERE verifications.id = a.verification_id
  RETURNING verifications.*
), e AS (
  INSERT INTO events (verification_id, attempt_id, at, type, source, verdict, because, status, data)
  SELECT verification_id, id, started_at, 'claimed', 'worker', 'applied', 'a worker takes the attempt', 'pending', '{}' FROM a
)
SELECT ${recordColumns}, v.to_encrypted
FROM v JOIN a ON a.verification_id = v.id JOIN applications p ON p.id = v.application_id`;

interface Ask {
  attemptId: string;
  at: Date;
}

/** Makes the function that takes a queued attempt for dialing; null when it is not to be had. */
export function createClaimer(database: Database, cipher: NumberCipher): (ask: Ask) => Promise<Claim | null> {
  const run = async (asks: Ask[]): Promise<(Claim | null)[]> => {
    const asked = JSON.stringify(asks.map(({ attemptId, at }) => ({ attempt_id: attemptId, at })));
    const rows = await database.query<RecordRow & { to_encrypted: Buffer }>('claim-attempts', claim, [asked]);
    const byAttempt = new Map(rows.map((row) => [row.attempt_id, row]));
    return asks.map(({ attemptId }) => {
      const row = byAttempt.get(attemptId);
      return row ? { record: toRecord(row), to: cipher.decrypt(row.to_encrypted, row.id) } : null;
    });
  };
  return createBatcher(run, { keyOf: ({ attemptId }) => attemptId, inFlight: 2, size: 64 });
}
