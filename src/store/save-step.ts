import type { SaveOutcome, Step, VerificationRecord } from '#ports/store.ts';
import type { Database } from './database.ts';

// The row is locked before anything else, verification before attempt: writers of several rows take them in
// one order. The event goes in only if nobody changed the verification since it was read, and the change
// only if the event was new.
const save = `
WITH locked AS (
  SELECT id FROM verifications WHERE id = $1 AND version = $2 FOR UPDATE
), e AS (
  INSERT INTO events (verification_id, attempt_id, at, type, source, verdict, because, status, reason, said, data, dedupe_key)
  SELECT id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 FROM locked
  ON CONFLICT (verification_id, dedupe_key) DO NOTHING
  RETURNING verification_id
), v AS (
  UPDATE verifications SET status = $9, reason = $10, version = $14, attempt_number = $15, updated_at = $4
  WHERE id = $1 AND version < $14 AND EXISTS (SELECT FROM e)
), a AS (
  INSERT INTO attempts (id, verification_id, number, status, call_sid, answered_by, prompts_said, queued_at, started_at, ended_at)
  SELECT $16, verification_id, $15, $17, $18, $19, $20, $21, $22, $23 FROM e WHERE $2 < $14
  ON CONFLICT (id) DO UPDATE SET status = $17, call_sid = $18, answered_by = $19, prompts_said = $20, queued_at = $21,
    started_at = $22, ended_at = $23
), earlier AS (
  -- A retry leaves the attempt before it behind: nobody listens to that call's end any more.
  UPDATE attempts SET ended_at = $4
  WHERE $15 > $24 AND verification_id = $1 AND number = $24 AND ended_at IS NULL AND EXISTS (SELECT FROM e)
)
SELECT (SELECT count(*) FROM locked)::int AS locked, (SELECT count(*) FROM e)::int AS written`;

/** Writes an event and what it changed, in one statement and only if `before` is still what is stored. */
export async function saveStep(database: Database, before: VerificationRecord, step: Step): Promise<SaveOutcome> {
  const { next, verdict, because, say } = step.decision;
  const { attempt } = next;
  const [row] = await database.query<{ locked: number; written: number }>('save-step', save, [
    before.id,
    before.version,
    step.attemptId,
    step.at,
    step.type,
    step.source,
    verdict,
    because,
    next.status,
    next.reason,
    say,
    step.data,
    step.dedupeKey,
    next.version,
    attempt.number,
    attempt.id,
    attempt.status,
    attempt.callSid,
    attempt.answeredBy,
    attempt.promptsSaid,
    attempt.queuedAt,
    attempt.startedAt,
    attempt.endedAt,
    before.attempt.number,
  ]);
  if (!row || row.locked === 0) return 'stale';
  return row.written === 0 ? 'duplicate' : 'saved';
}
