import type { ApplicationSettings } from '#domain/settings.ts';
import type { Decision } from '#domain/transition.ts';
import type { Channel, Reason, Status, Verification } from '#domain/verification.ts';
import type { Price } from './carrier.ts';

/** A verification as it is stored, with what answering the API and speaking need to know about it. */
export interface VerificationRecord extends Verification {
  applicationId: string;
  /** Spoken in prompts. */
  brand: string;
  /** What the application decides otherwise than the defaults. */
  settings: Partial<ApplicationSettings>;
  purpose: string;
  locale: string;
  context: string | null;
  metadata: Record<string, string | number | boolean>;
  userId: string | null;
  factorId: string | null;
  /** `+1••••••0123`. */
  toMasked: string;
}

export interface NewVerification {
  record: VerificationRecord;
  /** E.164 in clear; the store encrypts it. */
  to: string;
  idempotency: { key: string; requestHash: Buffer } | null;
}

export type CreateOutcome =
  | { outcome: 'created' }
  /** The user, or the number, is blocked. */
  | { outcome: 'blocked'; endsAt: Date }
  /** The same idempotency key and body came before. */
  | { outcome: 'replayed'; record: VerificationRecord }
  /** The same idempotency key came before with another body. */
  | { outcome: 'conflict' };

export type EventSource = 'api' | 'worker' | 'carrier' | 'sweep';

/** One step to be written down: the decision with its event. */
export interface Step {
  decision: Decision<VerificationRecord>;
  type: string;
  source: EventSource;
  at: Date;
  attemptId: string | null;
  /** Evidence; holds no full number, key or code. */
  data: Record<string, unknown>;
  /** Names a webhook so that its duplicate is known; null for our own events. */
  dedupeKey: string | null;
}

export type SaveOutcome =
  | 'saved'
  /** The same webhook was written down before. */
  | 'duplicate'
  /** Somebody else changed the verification since it was read: read and decide again. */
  | 'stale';

/** A claimed attempt and the number to dial. */
export interface Claim {
  record: VerificationRecord;
  /** E.164. */
  to: string;
}

export interface TimelineEntry {
  at: Date;
  type: string;
  source: EventSource;
  verdict: string;
  because: string;
  status: Status;
  reason: Reason | null;
  attemptId: string | null;
  said: string | null;
  data: Record<string, unknown>;
}

export interface ListQuery {
  applicationId: string;
  status?: Status | undefined;
  reason?: Reason | undefined;
  userId?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
  /** The id of the last verification of the page before. */
  before?: string | undefined;
  limit: number;
}

/** Where verifications live. Methods on the hot path take one round trip each. All throw `StoreUnavailable` when the database is away. */
export interface VerificationStore {
  create(verification: NewVerification): Promise<CreateOutcome>;
  /** What became of an idempotency key before; null when it is free. */
  findReplay(
    applicationId: string,
    idempotency: NonNullable<NewVerification['idempotency']>,
  ): Promise<Extract<CreateOutcome, { outcome: 'replayed' | 'conflict' }> | null>;
  /**
   * Null when the application has no such verification. With `newerThan`, a version that this process wrote itself
   * will do if it is newer than that: it may have changed again since, but the reader is told what it did not know.
   */
  read(
    applicationId: string,
    id: string,
    options?: { newerThan?: number | undefined },
  ): Promise<VerificationRecord | null>;
  /** The verification whose current or earlier attempt this is. May be cached: `save` tells when it was stale. */
  readByAttempt(attemptId: string, options?: { fresh: boolean }): Promise<VerificationRecord | null>;
  save(before: VerificationRecord, step: Step): Promise<SaveOutcome>;
  /** What was said to the webhook of this name. */
  saidBefore(verificationId: string, dedupeKey: string): Promise<string | null>;
  /** Takes a queued attempt for dialing. Null when another worker has it or it is not to be dialed any more. */
  claim(attemptId: string, at: Date): Promise<Claim | null>;
  /**
   * Claims the right to call or text the number of a verification, or a number, for so long. Null when it was granted,
   * else when it may be asked for again.
   */
  claimNumber(applicationId: string, to: string | { id: string }, at: Date, seconds: number): Promise<Date | null>;
  /** Verifications that are not over of whoever is blocked; of one user, or of all. */
  openOfBlocked(
    at: Date,
    limit: number,
    user?: { applicationId: string; userId: string },
  ): Promise<{ attemptId: string }[]>;
  list(query: ListQuery): Promise<VerificationRecord[]>;
  timeline(applicationId: string, id: string): Promise<TimelineEntry[] | null>;
}

/** A call or message whose end the carrier has not told. */
export interface SilentAttempt {
  attemptId: string;
  channel: Channel;
  sid: string | null;
  /** E.164. */
  to: string;
  startedAt: Date;
}

/** A call or message that has ended and cost something that is not known yet. */
export interface UnpricedAttempt {
  attemptId: string;
  channel: Channel;
  sid: string;
}

/** What the sweeps look for. Every method looks at no more than `limit` rows and may run in many processes at once. */
export interface SweepStore {
  /** Attempts queued, and last looked at by a sweep, before `before`; oldest first. Marks them as looked at. */
  unclaimedAttempts(before: Date, at: Date, limit: number): Promise<{ attemptId: string; version: number }[]>;
  /** Queued attempts whose turn, at `callsPerSecond`, comes with less than `minimumUsefulLifeSeconds` left. */
  hopelessAttempts(
    at: Date,
    callsPerSecond: number,
    minimumUsefulLifeSeconds: number,
    limit: number,
  ): Promise<{ attemptId: string }[]>;
  /** Attempts of verifications whose life is over. */
  expiredVerifications(at: Date, limit: number): Promise<{ attemptId: string }[]>;
  /**
   * Calls begun, and last looked at by a sweep, before `before`, whose end is not known, and messages of verifications
   * that still wait. Marks them as looked at.
   */
  silentAttempts(before: Date, at: Date, limit: number): Promise<SilentAttempt[]>;
  /**
   * Those that ended from `since` to before `until` and were last looked at before `before`, oldest first. Marks them
   * as looked at.
   */
  unpricedAttempts(
    ended: { since: Date; until: Date },
    before: Date,
    at: Date,
    limit: number,
  ): Promise<UnpricedAttempt[]>;
  setPrice(attemptId: string, price: Price): Promise<void>;
  /** Which of these calls or messages belong to an attempt already. */
  knownSids(sids: string[]): Promise<Set<string>>;
  /** Returns how many were forgotten. */
  forgetIdempotencyKeys(createdBefore: Date, limit: number): Promise<number>;
}

/** The database did not answer. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** A login system, as its API key names it. */
export interface ApplicationRecord {
  id: string;
  name: string;
  brand: string;
  settings: Partial<ApplicationSettings>;
}

/** An application as operators see it. */
export interface ApplicationSummary extends ApplicationRecord {
  createdAt: Date;
  keysInForce: number;
}

/** An API key as it may be shown: all but the key. */
export interface KeyRecord {
  id: string;
  applicationName: string;
  /** The first characters of the key. */
  prefix: string;
  createdAt: Date;
  /** Null while the key is in force. */
  revokedAt: Date | null;
}

export interface ApplicationStore {
  /** Null when no key that is in force has this SHA-256. */
  findByKeyHash(hash: Buffer): Promise<ApplicationRecord | null>;
  /** Throws `NameTaken` when there is an application of this name. */
  createApplication(application: Omit<ApplicationRecord, 'settings'>): Promise<void>;
  findByName(name: string): Promise<ApplicationRecord | null>;
  findById(id: string): Promise<ApplicationRecord | null>;
  readSettings(applicationId: string): Promise<Partial<ApplicationSettings>>;
  /** Changes those settings that are named. */
  changeSettings(applicationId: string, changes: Partial<ApplicationSettings>): Promise<void>;
  /** By name. */
  listApplications(): Promise<ApplicationSummary[]>;
  addKey(key: { id: string; applicationId: string; prefix: string; hash: Buffer }): Promise<void>;
  /** Revoked ones too; oldest first. */
  listKeys(applicationId: string): Promise<KeyRecord[]>;
  /** The keys with this id, prefix or SHA-256, revoked ones too; oldest first. */
  findKeys(which: { idOrPrefix: string; hash: Buffer }): Promise<KeyRecord[]>;
  /** False when there is no key in force with this id. */
  revokeKey(id: string, at: Date): Promise<boolean>;
}

/** There is an application of this name already. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';
}
