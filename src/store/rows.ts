import type { VerificationRecord } from '#ports/store.ts';

/** A verification, its current attempt and its application, as `recordColumns` selects them. */
export interface RecordRow {
  id: string;
  application_id: string;
  brand: string;
  settings: VerificationRecord['settings'];
  status: VerificationRecord['status'];
  reason: VerificationRecord['reason'];
  channel: VerificationRecord['channel'];
  mode: VerificationRecord['mode'];
  purpose: string;
  locale: string;
  context: string | null;
  metadata: Record<string, string | number | boolean>;
  user_id: string | null;
  factor_id: string | null;
  to_masked: string;
  extension: string | null;
  fallback: VerificationRecord['fallback'];
  auto_retry: boolean;
  checks: number;
  version: number;
  created_at: Date;
  updated_at: Date;
  expires_at: Date;
  attempt_id: string;
  attempt_number: number;
  attempt_channel: VerificationRecord['channel'];
  attempt_mode: VerificationRecord['mode'];
  code_id: string;
  attempt_status: VerificationRecord['attempt']['status'];
  carrier_sid: string | null;
  answered_by: VerificationRecord['attempt']['answeredBy'];
  prompts_said: number;
  queued_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
}

/** The one shape in which a verification is read: aliases `v` (verification), `a` (attempt), `p` (application). */
export const recordColumns = `
  v.id, v.application_id, p.brand, p.settings, v.status, v.reason, v.channel, v.mode, v.purpose, v.locale, v.context,
  v.metadata, v.user_id, v.factor_id, v.to_masked, v.extension, v.fallback, v.auto_retry, v.checks, v.version,
  v.created_at, v.updated_at, v.expires_at,
  a.id AS attempt_id, a.number AS attempt_number, a.channel AS attempt_channel, a.mode AS attempt_mode, a.code_id,
  a.status AS attempt_status, a.carrier_sid, a.answered_by,
  a.prompts_said, a.queued_at, a.started_at, a.ended_at`;

export const recordTables = `
  verifications v
  JOIN attempts a ON a.verification_id = v.id AND a.number = v.attempt_number
  JOIN applications p ON p.id = v.application_id`;

export function toRecord(row: RecordRow): VerificationRecord {
  return {
    id: row.id,
    applicationId: row.application_id,
    brand: row.brand,
    settings: row.settings,
    status: row.status,
    reason: row.reason,
    channel: row.channel,
    mode: row.mode,
    purpose: row.purpose,
    locale: row.locale,
    context: row.context,
    metadata: row.metadata,
    userId: row.user_id,
    factorId: row.factor_id,
    toMasked: row.to_masked,
    extension: row.extension,
    fallback: row.fallback,
    autoRetry: row.auto_retry,
    checks: row.checks,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    expiresAt: row.expires_at,
    attempt: {
      id: row.attempt_id,
      number: row.attempt_number,
      channel: row.attempt_channel,
      mode: row.attempt_mode,
      codeId: row.code_id,
      status: row.attempt_status,
      sid: row.carrier_sid,
      answeredBy: row.answered_by,
      promptsSaid: row.prompts_said,
      queuedAt: row.queued_at,
      startedAt: row.started_at,
      endedAt: row.ended_at,
    },
  };
}
