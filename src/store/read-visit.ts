import type { Flow } from '#domain/flow.ts';
import type { FactorRecord } from '#ports/factors.ts';
import type { StoredVisit } from '#ports/flows.ts';
import type { ApplicationRecord } from '#ports/store.ts';
import type { BlockRecord, UserRecord } from '#ports/users.ts';
import type { Database } from './database.ts';
import { versionOf } from './logos.ts';
import { type RecordRow, recordColumns, recordTables, toRecord } from './rows.ts';

type Fields<T> = { [Field in keyof Required<T>]: true };

const flow: Fields<Flow> = {
  ...{ id: true, applicationId: true, userId: true, kind: true, purpose: true, context: true, status: true },
  ...{ endedBecause: true, returnUrl: true, reauthenticateUrl: true, reauthenticatedAt: true, rememberDays: true },
  ...{ factorId: true, verificationId: true, method: true, version: true, createdAt: true, expiresAt: true },
  ...{ verifiedAt: true, returnedAt: true },
};
const application: Fields<ApplicationRecord> = { id: true, name: true, brand: true, settings: true };
const user: Fields<Omit<UserRecord, 'id' | 'block'>> = {
  ...{ displayName: true, mfaRequired: true, locale: true, defaultFactorId: true, pinSetAt: true, createdAt: true },
};
const block: Fields<BlockRecord> = { reason: true, createdAt: true, endsAt: true, verificationId: true };
const factor: Fields<FactorRecord> = {
  ...{ id: true, kind: true, numberMasked: true, extension: true, channel: true, status: true },
  ...{ createdAt: true, verifiedAt: true },
};

const call = (which: string) =>
  `(SELECT to_json(r) FROM (SELECT ${recordColumns} FROM ${recordTables} WHERE ${which}) r)`;

// Every page that waits reads this at each change: all of it in one statement, and so as of one moment.
const select = `
SELECT ${json('f', flow)} AS flow, ${json('o', application)} AS application, ${json('u', user)} AS "user",
  (SELECT ${json('b', block)} FROM blocks b
   WHERE b.application_id = f.application_id AND b.user_id = f.user_id AND b.lifted_at IS NULL AND b.ends_at > $3
   ORDER BY b.ends_at DESC LIMIT 1) AS block,
  (SELECT json_agg(${json('c', factor)} ORDER BY c.created_at, c.id) FROM factors c
   WHERE c.application_id = f.application_id AND c.user_id = f.user_id) AS factors,
  ${call('v.id = f.verification_id AND v.application_id = f.application_id')} AS called,
  ${call('v.application_id = f.application_id AND v.user_id = f.user_id ORDER BY v.id DESC LIMIT 1')} AS newest,
  (SELECT l.updated_at FROM logos l WHERE l.application_id = f.application_id) AS logo_saved_at
FROM flows f
JOIN applications o ON o.id = f.application_id
JOIN users u ON u.application_id = f.application_id AND u.user_id = f.user_id
WHERE f.id = $1 AND f.application_id = $2`;

type Json<T> = { [Field in keyof T]: T[Field] extends Date | null ? string | null : T[Field] };

interface Row {
  flow: Json<Flow>;
  application: ApplicationRecord;
  user: Json<Omit<UserRecord, 'id' | 'block'>>;
  block: Json<BlockRecord> | null;
  factors: Json<FactorRecord>[] | null;
  called: Json<RecordRow> | null;
  newest: Json<RecordRow> | null;
  logo_saved_at: Date | null;
}

/** @returns null when the application has no such flow */
export async function readVisit(
  database: Database,
  { applicationId, id, at }: { applicationId: string; id: string; at: Date },
): Promise<StoredVisit | null> {
  const [row] = await database.query<Row>('read-visit', select, [id, applicationId, at]);
  if (!row) return null;
  const flow = withDates<Flow>(row.flow);
  return {
    flow,
    application: row.application,
    user: {
      id: flow.userId,
      ...withDates<Omit<UserRecord, 'id' | 'block'>>(row.user),
      block: row.block && withDates<BlockRecord>(row.block),
    },
    factors: (row.factors ?? []).map((each) => withDates<FactorRecord>(each)),
    called: row.called && toRecord(withDates<RecordRow>(row.called)),
    newest: row.newest && toRecord(withDates<RecordRow>(row.newest)),
    logoVersion: row.logo_saved_at && versionOf(row.logo_saved_at),
  };
}

/** The columns of a table, by the names that they have with us. */
function json(table: string, fields: Record<string, true>): string {
  const column = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `json_build_object(${Object.keys(fields).map((field) => `'${field}', ${table}.${column(field)}`)})`;
}

/** JSON knows no times: what is named as one is one. */
function withDates<T>(row: Json<T>): T {
  const entries = Object.entries(row as Record<string, unknown>).map(([name, value]) => [
    name,
    typeof value === 'string' && /(_a|A)t$/.test(name) ? new Date(value) : value,
  ]);
  return Object.fromEntries(entries) as T;
}
