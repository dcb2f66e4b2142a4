import type { FactorKind, FactorStatus } from '#domain/factor.ts';
import type { Action, Role } from '#domain/staff.ts';
import type { AnsweredBy, AttemptStatus, Channel, Mode, Reason, Status } from '#domain/verification.ts';

/**
 * What the console asks of the service, and what it answers: JSON below `/console/api`, for signed-in staff only. Times are
 * RFC 3339; errors are the API's problem+json. Staff limited to one application get 404 for what belongs to another.
 *
 * GET    session                                  SessionState (200 also when signed out)
 * POST   session {email, password}                SessionState, or {location} where the phone comes next
 * POST   session/phone {flow, code}               SessionState: back from the phone
 * DELETE session                                  204
 * GET    session/oidc                             303 to the provider; it comes back at session/oidc/return
 * PUT    session/protection {phoneRequired}       SessionState; to set up a phone: POST session/phone/setup → {location}
 * GET    applications                             ApplicationName[]
 * GET    verifications?q&application&status&reason&country&errorCode&since&until&cursor&limit  Page<FoundVerification>
 * GET    verifications/{id}                       VerificationDetail
 * POST   verifications/{id}/reveal {reason}       {number}
 * POST   verifications/{id}/call-again {reason, channel?}    CalledAgain
 * POST   verifications/{id}/cancel {reason}       VerificationDetail
 * GET    verifications/{id}/replay?policy…        Replay; policy: any of ringTimeoutSeconds, machineDetection, maxPrompts
 * GET    verifications/{id}/fixture               the fixture, as a file
 * GET    users/{applicationId}/{userId}           UserDetail
 * POST   users/{applicationId}/{userId}/block {reason, until} | unblock {reason} | bypass {reason, seconds}
 *        | revoke-bypass {reason} | reset {reason, factors?, appPasswords?, rememberedDevices?}      UserDetail
 * POST   users/{applicationId}/{userId}/phones/{factorId}/remove {reason}       UserDetail
 * GET    overview?since&until&application&country         Overview
 * GET    audit?…                                  Page<AuditLine>; audit/export?format=csv|jsonl: a file
 * GET    staff                                    StaffLine[]; PATCH staff/{id} {role?, applicationId?, disabled?, reason}
 * DELETE staff/sessions/{id}                      204
 * GET    changes?application                      server-sent events: `verification` {id, status, reason}, `overview` {};
 *                                                 what changed before it was opened is not told: read anew then
 */
export interface SessionState {
  /** Null: signed out. */
  staff: {
    id: string;
    email: string;
    displayName: string;
    role: Role;
    /** Null: all applications. */
    application: ApplicationName | null;
    phoneRequired: boolean;
    /** Whether there is a verified phone to protect the sign-in with. */
    hasPhone: boolean;
  } | null;
  may: Action[];
  /** Whether an OpenID provider is set up. */
  oidc: boolean;
}

export interface ApplicationName {
  id: string;
  name: string;
}

export interface Page<T> {
  data: T[];
  /** Null on the last page. A page may hold fewer than were asked for, or none, and yet not be the last. */
  nextCursor: string | null;
}

export interface FoundVerification {
  id: string;
  application: ApplicationName;
  userId: string | null;
  /** Masked. */
  to: string;
  country: string | null;
  channel: Channel;
  mode: Mode;
  purpose: string;
  status: Status;
  reason: Reason | null;
  attempts: number;
  createdAt: string;
  updatedAt: string;
}

export interface VerificationDetail extends FoundVerification {
  displayName: string | null;
  factorId: string | null;
  context: string | null;
  locale: string;
  expiresAt: string;
  version: number;
  /** What became of it in a sentence, and what to do about it. */
  summary: { meaning: string; advice: string | null; whoCanAct: string | null };
  tries: Try[];
  timeline: TimelineStep[];
  /** What may be done now. */
  can: { cancel: boolean; callAgain: boolean; replay: boolean };
}

/** One call or message. */
export interface Try {
  number: number;
  channel: Channel;
  mode: Mode;
  status: AttemptStatus;
  /** The carrier's own id. */
  sid: string | null;
  answeredBy: AnsweredBy | null;
  queuedAt: string;
  startedAt: string | null;
  answeredAt: string | null;
  endedAt: string | null;
  price: { amount: string; unit: string } | null;
  error: { code: number; advice: string; reference: string } | null;
}

/** A step that a person can read, with what shows it. */
export interface TimelineStep {
  at: string;
  /**
   * A name for the picture: asked, queued, dialed, sent, placed, ringing, answered, machine, arrived, said, key, code,
   * fraud, ended, error, blocked, canceled, expired, unknown, decided, other.
   */
  kind: string;
  /** Such as "Rang for 18 s". */
  text: string;
  /** Null for what belongs to no call or message. */
  attempt: number | null;
  source: 'api' | 'worker' | 'carrier' | 'sweep';
  verdict: string;
  /** What the state machine decided, and why. */
  because: string;
  status: Status;
  reason: Reason | null;
  said: string | null;
  /** As it came, masked. Shown as text, never as HTML. */
  evidence: Record<string, unknown>;
}

/** What was recorded, played through the state machine: nothing is dialed. */
export interface Replay {
  /** The policy that it was played with. */
  policy: { ringTimeoutSeconds: number; machineDetection: string; maxPrompts: number };
  steps: {
    atMs: number;
    event: string;
    status: Status;
    reason: Reason | null;
    attempt: { number: number; status: AttemptStatus };
    because: string;
    said: string | null;
    twiml: string | null;
    /** With the policy in force it went on like this. Null where both agree. */
    recorded: { status: Status; reason: Reason | null } | null;
  }[];
  outcome: { status: Status; reason: Reason | null };
  /** What cannot be known from what was recorded, in sentences: a longer ring may have been answered. */
  caveats: string[];
}

/** What came of calling again. */
export interface CalledAgain {
  /** Another verification of the same person, or the same one where it went on with another attempt. */
  id: string;
  /** The two digits to tell the person, where another verification asks for them: no page of the login shows them. */
  match: string | null;
}

export interface UserDetail {
  application: ApplicationName;
  userId: string;
  displayName: string | null;
  mfaRequired: boolean;
  locale: string | null;
  createdAt: string;
  hasPin: boolean;
  block: { reason: string; createdAt: string; endsAt: string; verificationId: string | null; by: string | null } | null;
  bypass: { reason: string; createdAt: string; endsAt: string } | null;
  phones: {
    id: string;
    kind: FactorKind;
    number: string;
    extension: string | null;
    channel: Channel;
    status: FactorStatus;
    isDefault: boolean;
    verifiedAt: string | null;
  }[];
  appPasswords: { id: string; name: string; createdAt: string; lastUsedAt: string | null }[];
  devices: { id: string; name: string; createdAt: string; expiresAt: string; lastUsedAt: string | null }[];
  history: FoundVerification[];
  /** What staff did, newest first. */
  audit: AuditLine[];
}

export interface Overview {
  since: string;
  until: string;
  /** Of one point of a series. */
  bucketSeconds: number;
  totals: Totals;
  /** Of the same length just before, to compare with. */
  before: Totals;
  series: { at: string; verified: number; failed: number; byReason: Partial<Record<Reason, number>> }[];
  /** Empty where the country is not known. */
  byCountry: ({ country: string } & Totals)[];
  byApplication: ({ application: ApplicationName } & Totals)[];
  /** With the countries in which it was most often. */
  byReason: { reason: Reason; count: number; before: number; countries: { country: string; count: number }[] }[];
  carrierErrors: { code: number; count: number; advice: string; reference: string }[];
  cost: { unit: string; amount: string }[];
  queue: { waiting: number; delayed: number; active: number; oldestWaitSeconds: number | null };
}

export interface Totals {
  verifications: number;
  verified: number;
  /** Calls that were dialed: nobody answers a message. */
  attempts: number;
  answered: number;
  /** Mean seconds from dialing to picking up; null where nobody did. */
  answerSeconds: number | null;
}

export interface AuditLine {
  id: string;
  at: string;
  actor: string;
  action: string;
  outcome: 'done' | 'refused' | 'failed';
  application: ApplicationName | null;
  subject: { type: string; id: string } | null;
  reason: string | null;
  data: Record<string, unknown>;
}

export interface StaffLine {
  id: string;
  email: string;
  displayName: string;
  role: Role;
  application: ApplicationName | null;
  signsInBy: ('password' | 'openid')[];
  phoneRequired: boolean;
  createdAt: string;
  disabledAt: string | null;
  sessions: { id: string; userAgent: string; createdAt: string; seenAt: string; current: boolean }[];
}
