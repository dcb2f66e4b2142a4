import type { VerificationStore } from '#ports/store.ts';
import { createClaimer } from './claim-attempt.ts';
import { createInserter } from './create-verification.ts';
import type { Database } from './database.ts';
import { listVerifications, readTimeline } from './history.ts';
import type { NumberCipher } from './number-cipher.ts';
import { createNumberClaims } from './number-claims.ts';
import type { NumberHash } from './number-hash.ts';
import type { Prisma } from './prisma.ts';
import { createRecentRecords } from './recent-records.ts';
import { type RecordRow, recordColumns, recordTables, toRecord } from './rows.ts';
import { createStepSaver } from './save-step.ts';

const byId = `SELECT ${recordColumns} FROM ${recordTables} WHERE v.id = $1 AND v.application_id = $2`;
const byAttempt = `SELECT ${recordColumns} FROM ${recordTables} WHERE v.id = (SELECT verification_id FROM attempts WHERE id = $1)`;
const saidBefore = `SELECT said FROM events WHERE verification_id = $1 AND dedupe_key = $2`;

const RECENT_CALLS = 20_000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Verifications in Postgres: the hot statements by `pg`, one round trip each, the rest by Prisma. */
export function createVerificationStore(
  database: Database,
  prisma: Prisma,
  cipher: NumberCipher,
  numberHash: NumberHash,
): VerificationStore {
  const recent = createRecentRecords(RECENT_CALLS);
  const { insert, findReplay } = createInserter(database, cipher, numberHash);
  const claimAttempt = createClaimer(database, cipher);
  const saveStep = createStepSaver(database);
  return {
    ...createNumberClaims(database, numberHash),
    findReplay,
    async create(verification) {
      const outcome = await insert(verification);
      if (outcome.outcome === 'created') recent.put(verification.record);
      return outcome;
    },
    async read(applicationId, id, { newerThan } = {}) {
      const known = newerThan === undefined ? undefined : recent.newest(id);
      if (known && newerThan !== undefined && known.version > newerThan && known.applicationId === applicationId) {
        return known;
      }
      if (!uuid.test(id)) return null;
      const [row] = await database.query<RecordRow>('read-by-id', byId, [id, applicationId]);
      return row ? toRecord(row) : null;
    },
    async readByAttempt(attemptId, { fresh } = { fresh: false }) {
      const known = fresh ? undefined : recent.get(attemptId);
      if (known) return known;
      if (!uuid.test(attemptId)) return null;
      const [row] = await database.query<RecordRow>('read-by-attempt', byAttempt, [attemptId]);
      if (!row) return null;
      const record = toRecord(row);
      recent.put(record);
      return record;
    },
    async save(before, step) {
      const outcome = await saveStep({ before, step });
      if (outcome === 'saved') recent.put(step.decision.next);
      if (outcome === 'stale') recent.drop(before.attempt.id);
      return outcome;
    },
    async saidBefore(verificationId, dedupeKey) {
      const [row] = await database.query<{ said: string | null }>('said-before', saidBefore, [
        verificationId,
        dedupeKey,
      ]);
      return row?.said ?? null;
    },
    async claim(attemptId, at) {
      const claim = await claimAttempt({ attemptId, at });
      if (claim) recent.put(claim.record);
      return claim;
    },
    list: (query) => listVerifications(prisma, query),
    async timeline(applicationId, id) {
      return uuid.test(id) ? readTimeline(prisma, applicationId, id) : null;
    },
  };
}
