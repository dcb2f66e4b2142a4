import type { CreateOutcome, NewVerification } from '#ports/store.ts';
import { createBatcher } from './batcher.ts';
import type { Database } from './database.ts';
import type { NumberCipher } from './number-cipher.ts';
import { type RecordRow, recordColumns, recordTables, toRecord } from './rows.ts';

const insert = `
WITH new AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS n(
    id uuid, application_id uuid, channel text, mode text, purpose text, locale text, context text, metadata jsonb,
    user_id text, factor_id uuid, to_masked text, to_encrypted text, idempotency_key text, request_hash text,
    created_at timestamptz, expires_at timestamptz, attempt_id uuid)
), v AS (
  INSERT INTO verifications (id, application_id, status, channel, mode, purpose, locale, context, metadata, user_id,
    factor_id, to_masked, to_encrypted, idempotency_key, request_hash, version, attempt_number, created_at, updated_at,
    expires_at)
  SELECT id, application_id, 'pending', channel, mode, purpose, locale, context, metadata, user_id, factor_id, to_masked,
    decode(to_encrypted, 'base64'), idempotency_key, decode(request_hash, 'base64'), 1, 1, created_at, created_at,
    expires_at
  FROM new
  ON CONFLICT (application_id, idempotency_key) DO NOTHING
  RETURNING id
), a AS (
  INSERT INTO attempts (id, verification_id, number, status, prompts_said, queued_at)
  SELECT attempt_id, id, 1, 'queued', 0, created_at FROM new JOIN v USING (id)
), e AS (
  INSERT INTO events (verification_id, attempt_id, at, type, source, verdict, because, status, data)
  SELECT id, attempt_id, created_at, 'created', 'api', 'applied', 'asked for by the login system', 'pending', '{}'
  FROM new JOIN v USING (id)
)
SELECT id FROM v`;

const selectByKey = `
SELECT ${recordColumns}, v.request_hash FROM ${recordTables}
WHERE v.application_id = $1 AND v.idempotency_key = $2`;

/**
 * Makes the function that accepts verifications: one INSERT of verification, first attempt and first event. Once it is
 * committed, the call will be placed whatever else fails.
 */
export function createInserter(
  database: Database,
  cipher: NumberCipher,
): (verification: NewVerification) => Promise<CreateOutcome> {
  const run = async (all: NewVerification[]): Promise<boolean[]> => {
    const rows = JSON.stringify(all.map((each) => toRow(each, cipher)));
    const inserted = await database.query<{ id: string }>('create-verifications', insert, [rows]);
    const ids = new Set(inserted.map(({ id }) => id));
    return all.map(({ record }) => ids.has(record.id));
  };
  // Two requests with one idempotency key never share a statement: the second must find the first.
  const keyOf = ({ record, idempotency }: NewVerification) =>
    idempotency ? `${record.applicationId} ${idempotency.key}` : record.id;
  const insertOne = createBatcher(run, { keyOf, inFlight: 2, size: 64 });

  return async function create(verification): Promise<CreateOutcome> {
    const { record, idempotency } = verification;
    if ((await insertOne(verification)) || !idempotency) return { outcome: 'created' };
    const [row] = await database.query<RecordRow & { request_hash: Buffer }>('read-by-idempotency-key', selectByKey, [
      record.applicationId,
      idempotency.key,
    ]);
    // The key was forgotten between the two statements: it is free again.
    if (!row) return create(verification);
    return row.request_hash.equals(idempotency.requestHash)
      ? { outcome: 'replayed', record: toRecord(row) }
      : { outcome: 'conflict' };
  };
}

function toRow({ record, to, idempotency }: NewVerification, cipher: NumberCipher) {
  return {
    ...{ id: record.id, application_id: record.applicationId, channel: record.channel, mode: record.mode },
    ...{ purpose: record.purpose, locale: record.locale, context: record.context, metadata: record.metadata },
    ...{ user_id: record.userId, factor_id: record.factorId, to_masked: record.toMasked },
    to_encrypted: cipher.encrypt(to, record.id).toString('base64'),
    idempotency_key: idempotency?.key ?? null,
    request_hash: idempotency?.requestHash.toString('base64') ?? null,
    ...{ created_at: record.createdAt, expires_at: record.expiresAt, attempt_id: record.attempt.id },
  };
}
