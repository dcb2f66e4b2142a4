import type {
  ChangedRecord,
  ConsoleSearch,
  EventRecord,
  FoundRecord,
  TryRecord,
  WholeVerification,
} from '#ports/console-search.ts';
import { candidatesOf } from './console-candidates.ts';
import type { Database } from './database.ts';
import type { NumberCipher } from './number-cipher.ts';
import type { NumberHash } from './number-hash.ts';

const foundColumns = `
  v.id, v.application_id AS "applicationId", p.name AS "applicationName", v.user_id AS "userId",
  v.to_masked AS "toMasked", v.country, v.channel, v.mode, v.purpose, v.status, v.reason, v.attempt_number AS attempts,
  v.created_at AS "createdAt", v.updated_at AS "updatedAt"`;

const found = `
SELECT ${foundColumns} FROM verifications v JOIN applications p ON p.id = v.application_id
WHERE v.id = ANY($1) AND ($2::text IS NULL OR v.status = $2) AND ($3::text IS NULL OR v.reason = $3)
  AND ($4::text IS NULL OR coalesce(v.country, '') = $4)
  AND ($5::int IS NULL OR EXISTS (SELECT FROM attempts a WHERE a.verification_id = v.id AND a.error_code = $5))
ORDER BY v.id DESC LIMIT $6`;

const whole = `
SELECT ${foundColumns}, u.display_name AS "displayName", v.factor_id AS "factorId", v.context, v.locale,
  v.expires_at AS "expiresAt", v.version
FROM verifications v JOIN applications p ON p.id = v.application_id
LEFT JOIN users u ON u.application_id = v.application_id AND u.user_id = v.user_id
WHERE v.id = $1 AND ($2::uuid IS NULL OR v.application_id = $2)`;

const tries = `
SELECT id, number, channel, mode, status, carrier_sid AS sid, answered_by AS "answeredBy", error_code AS "errorCode",
  queued_at AS "queuedAt", started_at AS "startedAt", answered_at AS "answeredAt", ended_at AS "endedAt", price,
  price_unit AS "priceUnit"
FROM attempts WHERE verification_id = $1 ORDER BY number`;

const events = `
SELECT at, type, source, verdict, because, status, reason, said, data, dedupe_key AS "dedupeKey",
  attempt_id AS "attemptId"
FROM events WHERE verification_id = $1 ORDER BY id`;

const sealedNumber = `
SELECT id, application_id, to_encrypted FROM verifications
WHERE id = $1 AND ($2::uuid IS NULL OR application_id = $2)`;

const changed = `
SELECT id, application_id AS "applicationId", status, reason FROM verifications WHERE id = ANY($1)`;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Verifications as support staff look for them. */
export function createConsoleSearch(database: Database, cipher: NumberCipher, numberHash: NumberHash): ConsoleSearch {
  return {
    async find(scope, query) {
      const { text, values, window, left } = candidatesOf(scope, query, numberHash);
      const ids = (await database.query<{ id: string }>(null, text, values)).map(({ id }) => id);
      if (ids.length === 0) return { records: [], next: null };
      const asked = [ids, left.status, left.reason, left.country, left.errorCode, query.limit + 1];
      const rows = await database.query<FoundRecord>('console-found', found, asked);
      const records = rows.slice(0, query.limit);
      const more = ids.length === window ? (ids.at(-1) ?? null) : null;
      return { records, next: rows.length > records.length ? (records.at(-1)?.id ?? null) : more };
    },
    async read({ applicationId }, id) {
      if (!uuid.test(id)) return null;
      type Row = Omit<WholeVerification, 'tries' | 'events'>;
      const [row] = await database.query<Row>('console-read', whole, [id, applicationId]);
      if (!row) return null;
      return {
        ...row,
        // Events first: what they tell of an attempt is then there.
        events: await database.query<EventRecord>('console-events', events, [id]),
        tries: await database.query<TryRecord>('console-tries', tries, [id]),
      };
    },
    async reveal({ applicationId }, id) {
      if (!uuid.test(id)) return null;
      type Row = { id: string; application_id: string; to_encrypted: Buffer };
      const [row] = await database.query<Row>('console-reveal', sealedNumber, [id, applicationId]);
      if (!row) return null;
      const number = cipher.decrypt(row.to_encrypted, row.id);
      return { number, numberHash: numberHash.of(number).toString('hex'), applicationId: row.application_id };
    },
    changed: (ids) => database.query<ChangedRecord>('console-changed', changed, [ids]),
  };
}
