import type { CreateOutcome, NewVerification } from '#ports/store.ts';
import type { Database } from './database.ts';
import type { NumberCipher } from './number-cipher.ts';
import { type RecordRow, recordColumns, recordTables, toRecord } from './rows.ts';

const insert = `
WITH v AS (
  INSERT INTO verifications (id, application_id, status, channel, mode, purpose, locale, context, metadata, user_id,
    factor_id, to_masked, to_encrypted, idempotency_key, request_hash, version, attempt_number, created_at, updated_at,
    expires_at)
  VALUES ($1, $2, 'pending', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, 1, $15, $15, $16)
  ON CONFLICT (application_id, idempotency_key) DO NOTHING
  RETURNING id
), a AS (
  INSERT INTO attempts (id, verification_id, number, status, prompts_said, queued_at)
  SELECT $17, id, 1, 'queued', 0, $15 FROM v
), e AS (
  INSERT INTO events (verification_id, attempt_id, at, type, source, verdict, because, status, data)
  SELECT id, $17, $15, 'created', 'api', 'applied', 'asked for by the login system', 'pending', '{}' FROM v
)
SELECT id FROM v`;

const selectByKey = `
SELECT ${recordColumns}, v.request_hash FROM ${recordTables}
WHERE v.application_id = $1 AND v.idempotency_key = $2`;

/** One INSERT of verification, first attempt and first event: once it is committed, the call will be placed whatever else fails. */
export async function createVerification(
  database: Database,
  cipher: NumberCipher,
  { record, to, idempotency }: NewVerification,
): Promise<CreateOutcome> {
  const inserted = await database.query('create-verification', insert, [
    record.id,
    record.applicationId,
    record.channel,
    record.mode,
    record.purpose,
    record.locale,
    record.context,
    record.metadata,
    record.userId,
    record.factorId,
    record.toMasked,
    cipher.encrypt(to, record.id),
    idempotency?.key ?? null,
    idempotency?.requestHash ?? null,
    record.createdAt,
    record.expiresAt,
    record.attempt.id,
  ]);
  if (inserted.length > 0 || !idempotency) return { outcome: 'created' };

  const [row] = await database.query<RecordRow & { request_hash: Buffer }>('read-by-idempotency-key', selectByKey, [
    record.applicationId,
    idempotency.key,
  ]);
  // The key was forgotten between the two statements: it is free again.
  if (!row) return createVerification(database, cipher, { record, to, idempotency });
  return row.request_hash.equals(idempotency.requestHash)
    ? { outcome: 'replayed', record: toRecord(row) }
    : { outcome: 'conflict' };
}
