import { countryOfNumber } from '#domain/phone-number.ts';
import type { CreateOutcome, NewVerification, VerificationStore } from '#ports/store.ts';
import { createBatcher } from './batcher.ts';
import type { Database } from './database.ts';
import type { NumberCipher } from './number-cipher.ts';
import type { NumberHash } from './number-hash.ts';
import { type RecordRow, recordColumns, recordTables, toRecord } from './rows.ts';

const insert = `
WITH new AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS n(
    id uuid, application_id uuid, channel text, mode text, purpose text, locale text, context text, metadata jsonb,
    user_id text, factor_id uuid, to_masked text, to_encrypted text, to_hash text, to_hashes text[], extension text,
    country text, fallback text[], auto_retry boolean, code_id uuid, idempotency_key text, request_hash text,
    created_at timestamptz, expires_at timestamptz, attempt_id uuid)
), blocked AS (
  SELECT new.id, max(b.ends_at) AS ends_at FROM new JOIN blocks b ON b.application_id = new.application_id
    AND b.lifted_at IS NULL AND b.ends_at > new.created_at
    AND (b.user_id = new.user_id OR b.to_hash IN (SELECT decode(h, 'base64') FROM unnest(new.to_hashes) h))
  GROUP BY new.id
), v AS (
  INSERT INTO verifications (id, application_id, status, channel, mode, purpose, locale, context, metadata, user_id,
    factor_id, to_masked, to_encrypted, to_hash, extension, country, fallback, auto_retry, idempotency_key, request_hash, version, attempt_number, created_at, updated_at,
    expires_at)
  SELECT id, application_id, 'pending', channel, mode, purpose, locale, context, metadata, user_id, factor_id, to_masked,
    decode(to_encrypted, 'base64'), decode(to_hash, 'base64'), extension, country, fallback, auto_retry, idempotency_key, decode(request_hash, 'base64'), 1, 1, created_at, created_at,
    expires_at
  FROM new WHERE id NOT IN (SELECT id FROM blocked)
  ON CONFLICT (application_id, idempotency_key) DO NOTHING
  RETURNING id
), a AS (
  INSERT INTO attempts (id, verification_id, number, channel, mode, code_id, status, prompts_said, queued_at)
  SELECT attempt_id, id, 1, channel, mode, code_id, 'queued', 0, created_at FROM new JOIN v USING (id)
), e AS (
  INSERT INTO events (verification_id, attempt_id, at, type, source, verdict, because, status, data)
  SELECT id, attempt_id, created_at, 'created', 'api', 'applied', 'asked for by the login system', 'pending', '{}'
  FROM new JOIN v USING (id)
)
SELECT id, NULL::timestamptz AS blocked_until FROM v UNION ALL SELECT id, ends_at FROM blocked`;

const selectByKey = `
SELECT ${recordColumns}, v.request_hash FROM ${recordTables}
WHERE v.application_id = $1 AND v.idempotency_key = $2`;

/** How verifications come in. */
type Inserter = Pick<VerificationStore, 'findReplay'> & { insert: VerificationStore['create'] };

/**
 * Makes the function that accepts verifications: one INSERT of verification, first attempt and first event, unless
 * somebody is blocked. Once it is committed, the attempt will be made whatever else fails.
 */
export function createInserter(database: Database, cipher: NumberCipher, numberHash: NumberHash): Inserter {
  /** Null where the idempotency key came before. */
  const run = async (all: NewVerification[]): Promise<(CreateOutcome | null)[]> => {
    const rows = JSON.stringify(all.map((each) => toRow(each, cipher, numberHash)));
    const told = await database.query<{ id: string; blocked_until: Date | null }>('create-verifications', insert, [
      rows,
    ]);
    const byId = new Map(told.map((row) => [row.id, row.blocked_until]));
    return all.map(({ record }) => {
      const blockedUntil = byId.get(record.id);
      if (blockedUntil === undefined) return null;
      return blockedUntil === null ? { outcome: 'created' } : { outcome: 'blocked', endsAt: blockedUntil };
    });
  };
  // Two requests with one idempotency key never share a statement: the second must find the first.
  const keyOf = ({ record, idempotency }: NewVerification) =>
    idempotency ? `${record.applicationId} ${idempotency.key}` : record.id;
  const insertOne = createBatcher(run, { keyOf, inFlight: 2, size: 64 });

  const findReplay: Inserter['findReplay'] = async (applicationId, { key, requestHash }) => {
    const values = [applicationId, key];
    const [row] = await database.query<RecordRow & { request_hash: Buffer }>(
      'read-by-idempotency-key',
      selectByKey,
      values,
    );
    if (!row) return null;
    return row.request_hash.equals(requestHash)
      ? { outcome: 'replayed', record: toRecord(row) }
      : { outcome: 'conflict' };
  };
  return {
    findReplay,
    async insert(verification): Promise<CreateOutcome> {
      const { record, idempotency } = verification;
      const outcome = await insertOne(verification);
      // A repeated request is answered as the first one was, also when its user has been blocked since.
      const before =
        idempotency && outcome?.outcome !== 'created' && (await findReplay(record.applicationId, idempotency));
      if (before) return before;
      // The key was forgotten between the two statements: it is free again.
      return outcome ?? this.insert(verification);
    },
  };
}

function toRow({ record, to, idempotency }: NewVerification, cipher: NumberCipher, numberHash: NumberHash) {
  return {
    ...{ id: record.id, application_id: record.applicationId, channel: record.channel, mode: record.mode },
    ...{ purpose: record.purpose, locale: record.locale, context: record.context, metadata: record.metadata },
    ...{ user_id: record.userId, factor_id: record.factorId, to_masked: record.toMasked },
    to_encrypted: cipher.encrypt(to, record.id).toString('base64'),
    to_hash: numberHash.of(to).toString('base64'),
    to_hashes: numberHash.all(to).map((hash) => hash.toString('base64')),
    ...{
      extension: record.extension,
      country: countryOfNumber(to),
      fallback: record.fallback,
      auto_retry: record.autoRetry,
    },
    code_id: record.attempt.codeId,
    idempotency_key: idempotency?.key ?? null,
    request_hash: idempotency?.requestHash.toString('base64') ?? null,
    ...{ created_at: record.createdAt, expires_at: record.expiresAt, attempt_id: record.attempt.id },
  };
}
