import type { Flow } from '#domain/flow.ts';
import type { FactorRecord } from './factors.ts';
import type { ApplicationRecord, VerificationRecord } from './store.ts';
import type { UserRecord } from './users.ts';

/** What a change of a flow may set. */
export type FlowChanges = Partial<
  Pick<
    Flow,
    | 'status'
    | 'endedBecause'
    | 'reauthenticatedAt'
    | 'factorId'
    | 'verificationId'
    | 'method'
    | 'verifiedAt'
    | 'returnedAt'
    | 'expiresAt'
  >
>;

/** A flow with all that its pages depend on, as of one moment. */
export interface StoredVisit {
  flow: Flow;
  application: ApplicationRecord;
  user: UserRecord;
  /** Oldest first. */
  factors: FactorRecord[];
  /** The verification that the flow names; null when it names none, or one that is not written down yet. */
  called: VerificationRecord | null;
  /** The newest verification of the user, in whatever visit. */
  newest: VerificationRecord | null;
  /** As `LogoStore.logoVersion`. */
  logoVersion: string | null;
}

/** Where visits live. Every method throws `StoreUnavailable` when the database is away. */
export interface FlowStore {
  /** Makes the user when needed. */
  create(flow: Flow & { tokenHash: Buffer }): Promise<void>;
  /** Null when the application has no such flow. */
  read(applicationId: string, id: string): Promise<Flow | null>;
  /** Null when the application has no such flow. `at` says which block is in force. */
  readVisit(flow: { applicationId: string; id: string; at: Date }): Promise<StoredVisit | null>;
  /** The flow whose link, once or still, carries this token; null when there is none. */
  findByToken(tokenHash: Buffer): Promise<Flow | null>;
  /** The flow of this id if this is its browser's cookie. */
  findByCookie(id: string, cookieHash: Buffer): Promise<Flow | null>;
  /** Exchanges the link for a cookie: true for one of however many try at once. */
  open(id: string, cookieHash: Buffer, at: Date): Promise<boolean>;
  /** Changes the flow if it is still as it was read, and counts its version up. @returns it as it is now, or null. */
  change(before: Pick<Flow, 'id' | 'version'>, changes: FlowChanges): Promise<Flow | null>;
  /** Ends all visits of a user whose code was not exchanged yet. Returns their ids. */
  endAll(applicationId: string, userId: string, because: NonNullable<Flow['endedBecause']>): Promise<string[]>;
  /** Forgets visits that were over before; returns how many. */
  forget(expiredBefore: Date, limit: number): Promise<number>;
}
