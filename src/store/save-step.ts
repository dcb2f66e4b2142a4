import type { SaveOutcome, Step, VerificationRecord } from '#ports/store.ts';
import { createBatcher } from './batcher.ts';
import type { Database } from './database.ts';

// Rows are locked before anything else, verification before attempt and in the order of their ids: writers of several
// rows take them in one order. An event goes in only if nobody changed its verification since it was read, and the
// change only if the event was new.
const save = `
WITH step AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS s(
    id uuid, version_before int, number_before int, event_attempt uuid, at timestamptz, type text, source text,
    verdict text, because text, said text, data jsonb, dedupe_key text,
    status text, reason text, version int,
    attempt_id uuid, attempt_number int, attempt_status text, call_sid text, answered_by text, prompts_said int,
    queued_at timestamptz, started_at timestamptz, ended_at timestamptz)
), locked AS (
  SELECT v.id FROM verifications v JOIN step s ON s.id = v.id AND s.version_before = v.version
  ORDER BY v.id FOR UPDATE OF v
), e AS (
  INSERT INTO events (verification_id, attempt_id, at, type, source, verdict, because, status, reason, said, data, dedupe_key)
  SELECT s.id, s.event_attempt, s.at, s.type, s.source, s.verdict, s.because, s.status, s.reason, s.said, s.data, s.dedupe_key
  FROM step s JOIN locked USING (id)
  ON CONFLICT (verification_id, dedupe_key) DO NOTHING
  RETURNING verification_id AS id
), changed AS (
  SELECT s.* FROM step s JOIN e USING (id) WHERE s.version > s.version_before
), v AS (
  UPDATE verifications SET status = c.status, reason = c.reason, version = c.version,
    attempt_number = c.attempt_number, updated_at = c.at
  FROM changed c WHERE verifications.id = c.id
), a AS (
  INSERT INTO attempts (id, verification_id, number, status, call_sid, answered_by, prompts_said, queued_at, started_at, ended_at)
  SELECT attempt_id, id, attempt_number, attempt_status, call_sid, answered_by, prompts_said, queued_at, started_at, ended_at
  FROM changed
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, call_sid = excluded.call_sid,
    answered_by = excluded.answered_by, prompts_said = excluded.prompts_said, queued_at = excluded.queued_at,
    started_at = excluded.started_at, ended_at = excluded.ended_at
), earlier AS (
  -- A retry leaves the attempt before it behind: nobody listens to that call's end any more.
  UPDATE attempts SET ended_at = c.at FROM changed c
  WHERE c.attempt_number > c.number_before AND attempts.verification_id = c.id
    AND attempts.number = c.number_before AND attempts.ended_at IS NULL
)
SELECT s.id, locked.id IS NOT NULL AS locked, e.id IS NOT NULL AS written
FROM step s LEFT JOIN locked USING (id) LEFT JOIN e USING (id)`;

interface Save {
  before: VerificationRecord;
  step: Step;
}

/**
 * Makes the function that writes an event and what it changed, if `before` is still what is stored. Steps of several
 * verifications that come at the same time share one statement.
 */
export function createStepSaver(database: Database): (save: Save) => Promise<SaveOutcome> {
  const run = async (saves: Save[]): Promise<SaveOutcome[]> => {
    const steps = JSON.stringify(saves.map(toRow));
    const rows = await database.query<{ id: string; locked: boolean; written: boolean }>('save-steps', save, [steps]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return saves.map(({ before }) => {
      const row = byId.get(before.id);
      if (!row?.locked) return 'stale';
      return row.written ? 'saved' : 'duplicate';
    });
  };
  return createBatcher(run, { keyOf: ({ before }) => before.id, inFlight: 2, size: 64 });
}

function toRow({ before, step }: Save) {
  const { next, verdict, because, say } = step.decision;
  const { attempt } = next;
  return {
    ...{ id: before.id, version_before: before.version, number_before: before.attempt.number },
    ...{ event_attempt: step.attemptId, at: step.at, type: step.type, source: step.source, verdict, because },
    ...{ said: say, data: step.data, dedupe_key: step.dedupeKey },
    ...{ status: next.status, reason: next.reason, version: next.version },
    ...{ attempt_id: attempt.id, attempt_number: attempt.number, attempt_status: attempt.status },
    ...{ call_sid: attempt.callSid, answered_by: attempt.answeredBy, prompts_said: attempt.promptsSaid },
    ...{ queued_at: attempt.queuedAt, started_at: attempt.startedAt, ended_at: attempt.endedAt },
  };
}
