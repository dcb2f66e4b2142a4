import { v7 as uuidv7 } from 'uuid';
import { SETUP } from '#domain/flow.ts';
import type { Status } from '#domain/verification.ts';
import type { OutgoingEventBody } from '#ports/events.ts';
import type { SaveOutcome, Step, VerificationRecord } from '#ports/store.ts';
import { createBatcher } from './batcher.ts';
import type { Database } from './database.ts';

// Left out where no step verifies a phone: it costs something even where it does nothing.
const phonesAnswered = `, owner AS MATERIALIZED (
  -- Whose phones were answered. Each locked once, before the phones and in one order, as wherever both change.
  SELECT application_id, user_id FROM users
  WHERE (application_id, user_id) IN (SELECT owner_application, owner_user FROM changed WHERE verified_factor IS NOT NULL)
  ORDER BY application_id, user_id FOR NO KEY UPDATE
), verified AS (
  UPDATE factors f SET status = 'verified', verified_at = c.at
  FROM changed c JOIN owner o ON o.application_id = c.owner_application AND o.user_id = c.owner_user
  WHERE f.id = c.verified_factor AND f.application_id = o.application_id AND f.user_id = o.user_id
    AND f.status = 'unverified'
    -- Who had no phone when this set-up began and has one by now: somebody was faster, and binds the only one.
    AND (c.set_up_since IS NULL OR coalesce(c.set_up_since >= (
      SELECT min(o.verified_at) FROM factors o
      WHERE o.application_id = f.application_id AND o.user_id = f.user_id AND o.status = 'verified'), true))
  RETURNING f.id, f.application_id, f.user_id
), chosen AS (
  -- The first phone of a user that is verified is the one that is called.
  UPDATE users u SET default_factor_id = f.id FROM verified f
  WHERE u.application_id = f.application_id AND u.user_id = f.user_id AND u.default_factor_id IS NULL
    AND NOT EXISTS (SELECT FROM factors o WHERE o.application_id = u.application_id AND o.user_id = u.user_id AND o.status = 'verified')
)`;

// Rows are locked before anything else, verification before attempt and in the order of their ids: writers of several
// rows take them in one order. An event goes in only if nobody changed its verification since it was read, and the
// change only if the event was new.
const statement = (phones: string) => `
WITH step AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS s(
    id uuid, version_before int, event_attempt uuid, at timestamptz, type text, source text,
    verdict text, because text, said text, data jsonb, dedupe_key text,
    status text, reason text, version int,
    checks int, block_id uuid, block_until timestamptz,
    verified_factor uuid, owner_application uuid, owner_user text, set_up_since timestamptz,
    outgoing_id uuid, outgoing_type text, outgoing_body text,
    earlier_id uuid, earlier_status text, earlier_sid text, earlier_answered_by text, earlier_prompts_said int,
    earlier_ended_at timestamptz, earlier_error_code int,
    attempt_id uuid, attempt_number int, attempt_channel text, attempt_mode text, code_id uuid, attempt_status text, carrier_sid text, answered_by text, prompts_said int,
    queued_at timestamptz, started_at timestamptz, answered_at timestamptz, ended_at timestamptz, error_code int)
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
    attempt_number = c.attempt_number, checks = c.checks, updated_at = c.at
  FROM changed c WHERE verifications.id = c.id
), a AS (
  INSERT INTO attempts (id, verification_id, number, channel, mode, code_id, status, carrier_sid, answered_by, prompts_said, queued_at, started_at, answered_at, ended_at, error_code)
  SELECT attempt_id, id, attempt_number, attempt_channel, attempt_mode, code_id, attempt_status, carrier_sid, answered_by, prompts_said, queued_at, started_at, answered_at, ended_at, error_code
  FROM changed
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, carrier_sid = excluded.carrier_sid,
    answered_by = excluded.answered_by, prompts_said = excluded.prompts_said, queued_at = excluded.queued_at,
    started_at = excluded.started_at, ended_at = excluded.ended_at,
    answered_at = coalesce(attempts.answered_at, excluded.answered_at),
    error_code = coalesce(excluded.error_code, attempts.error_code)
), earlier AS (
  -- Another attempt leaves the one before it behind, as it ended: nobody listens to that one's end any more.
  UPDATE attempts SET status = c.earlier_status, carrier_sid = c.earlier_sid, answered_by = c.earlier_answered_by,
    prompts_said = c.earlier_prompts_said, ended_at = coalesce(c.earlier_ended_at, c.at),
    error_code = coalesce(c.earlier_error_code, attempts.error_code)
  FROM changed c WHERE attempts.id = c.earlier_id
), known AS (
  INSERT INTO users (application_id, user_id, created_at)
  SELECT verifications.application_id, verifications.user_id, c.at
  FROM changed c JOIN verifications ON verifications.id = c.id
  WHERE c.block_until IS NOT NULL AND verifications.user_id IS NOT NULL
  ON CONFLICT DO NOTHING
), blocked AS (
  -- Whoever reported fraud, by user where one was named and else by number.
  INSERT INTO blocks (id, application_id, user_id, to_hash, reason, verification_id, created_at, ends_at)
  SELECT c.block_id, verifications.application_id, user_id, CASE WHEN user_id IS NULL THEN to_hash END, 'fraud_reported',
    c.id, c.at, c.block_until
  FROM changed c JOIN verifications ON verifications.id = c.id WHERE c.block_until IS NOT NULL
)${phones}, outgoing AS (
  -- What the application is told, with one delivery for each endpoint that wants it: sent by a sweep.
  INSERT INTO outgoing_events (id, application_id, type, payload, created_at)
  SELECT c.outgoing_id, verifications.application_id, c.outgoing_type, c.outgoing_body::json, c.at
  FROM changed c JOIN verifications ON verifications.id = c.id WHERE c.outgoing_id IS NOT NULL
  RETURNING id, application_id, type, created_at
), deliveries AS (
  -- An endpoint that is being deleted at the same time is waited for, and left out.
  INSERT INTO deliveries (event_id, endpoint_id, status, next_try_at)
  SELECT o.id, w.id, 'pending', o.created_at
  FROM outgoing o JOIN webhook_endpoints w ON w.application_id = o.application_id AND w.enabled AND o.type = ANY(w.events)
  FOR KEY SHARE OF w
)
SELECT s.id, locked.id IS NOT NULL AS locked, e.id IS NOT NULL AS written
FROM step s LEFT JOIN locked USING (id) LEFT JOIN e USING (id)`;

const save = statement('');
const saveWithPhones = statement(phonesAnswered);

interface Written {
  id: string;
  locked: boolean;
  written: boolean;
}

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
    const steps = saves.map(toRow);
    const [name, text] = steps.some(({ verified_factor }) => verified_factor)
      ? ['save-steps-and-phones', saveWithPhones]
      : ['save-steps', save];
    const rows = await database.query<Written>(name, text, [JSON.stringify(steps)]);
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
  const { next, verdict, because, say, left, effects } = step.decision;
  const { attempt } = next;
  const errorCode = errorCodeIn(step.data);
  const block = effects.find((effect) => effect.type === 'block');
  return {
    ...{ id: before.id, version_before: before.version },
    ...{ event_attempt: step.attemptId, at: step.at, type: step.type, source: step.source, verdict, because },
    ...{ said: say, data: step.data, dedupe_key: step.dedupeKey },
    ...{ status: next.status, reason: next.reason, version: next.version, checks: next.checks },
    ...(block && { block_id: uuidv7(), block_until: block.endsAt, ...fraudReported(before, step.at, block.endsAt) }),
    ...answeredPhone(before, next.status),
    ...(left && {
      ...{ earlier_id: left.id, earlier_status: left.status, earlier_sid: left.sid },
      ...{
        earlier_answered_by: left.answeredBy,
        earlier_prompts_said: left.promptsSaid,
        earlier_ended_at: left.endedAt,
        earlier_error_code: step.attemptId === left.id ? errorCode : null,
      },
    }),
    ...{ attempt_id: attempt.id, attempt_number: attempt.number, attempt_status: attempt.status },
    ...{ attempt_channel: attempt.channel, attempt_mode: attempt.mode, code_id: attempt.codeId },
    ...{ carrier_sid: attempt.sid, answered_by: attempt.answeredBy, prompts_said: attempt.promptsSaid },
    ...{ queued_at: attempt.queuedAt, started_at: attempt.startedAt, ended_at: attempt.endedAt },
    // The first time counts: it is in progress for as long as the call lasts.
    answered_at: attempt.status === 'in-progress' ? step.at : null,
    error_code: step.attemptId === attempt.id ? errorCode : null,
  };
}

/** The carrier's number for what went wrong, where what it told names one: in a webhook, or in answer to an order. */
function errorCodeIn({ ErrorCode, carrierCode }: Step['data']): number | null {
  const told = String(ErrorCode ?? carrierCode ?? '');
  return /^[1-9]\d{0,8}$/.test(told) ? Number(told) : null;
}

function answeredPhone(before: VerificationRecord, next: Status) {
  const { status, factorId, applicationId, userId, purpose, createdAt } = before;
  if (factorId === null || next !== 'verified' || status === 'verified') return {};
  const set_up_since = purpose === SETUP ? createdAt : null;
  return { verified_factor: factorId, owner_application: applicationId, owner_user: userId, set_up_since };
}

function fraudReported({ id, userId, toMasked }: VerificationRecord, at: Date, blockedUntil: Date) {
  const data = { verificationId: id, userId, to: toMasked, reason: 'fraud_reported', blockedUntil } as const;
  const body: OutgoingEventBody = { type: 'verification.fraud_reported', timestamp: at, data };
  return { outgoing_id: uuidv7(), outgoing_type: body.type, outgoing_body: JSON.stringify(body) };
}
