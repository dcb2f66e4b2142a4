import type { Role } from '#domain/staff.ts';

export interface StaffRecord {
  id: string;
  /** In lower case. */
  email: string;
  displayName: string;
  role: Role;
  /** The one application whose verifications are seen; null: all. */
  applicationId: string | null;
  /** Null: signs in by OpenID Connect only. */
  passwordHash: string | null;
  oidcSubject: string | null;
  phoneRequired: boolean;
  createdAt: Date;
  disabledAt: Date | null;
}

export interface StaffSession {
  id: string;
  staff: StaffRecord;
  /** The visit that has to be completed before anything is let through; null: none, or done. */
  flowId: string | null;
  userAgent: string;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
}

export type StaffChanges = Partial<
  Pick<
    StaffRecord,
    'displayName' | 'role' | 'applicationId' | 'passwordHash' | 'oidcSubject' | 'phoneRequired' | 'disabledAt'
  >
>;

export type ChangeStaffOutcome =
  | { outcome: 'changed'; staff: StaffRecord }
  | { outcome: 'unknown' }
  /** Nothing was changed: nobody would be left to see to all applications and accounts. */
  | { outcome: 'last_administrator' };

/** Where accounts of staff and their sessions live. Every method throws `StoreUnavailable` when the database is away. */
export interface StaffStore {
  /** False when there is an account with this address. */
  create(staff: StaffRecord): Promise<boolean>;
  /** By address. */
  list(): Promise<StaffRecord[]>;
  findByEmail(email: string): Promise<StaffRecord | null>;
  findByOidcSubject(subject: string): Promise<StaffRecord | null>;
  find(id: string): Promise<StaffRecord | null>;
  /**
   * Ends the sessions of the account where it is disabled, or its password, role or application changes. However many
   * are changed at once, an administrator of all applications is left in force where there was one.
   */
  change(id: string, changes: StaffChanges, at: Date): Promise<ChangeStaffOutcome>;

  openSession(session: Omit<StaffSession, 'staff'> & { staffId: string; tokenHash: Buffer }): Promise<void>;
  /** The session in force with this token, of an account in force, seen at `idleSince` or later; now marked as seen. */
  useSession(tokenHash: Buffer, at: Date, idleSince: Date): Promise<StaffSession | null>;
  /** The same, which leaves no mark: nobody used it. */
  findSession(tokenHash: Buffer, at: Date, idleSince: Date): Promise<StaffSession | null>;
  /** Nothing more has to be completed: true for one of however many ask at once. */
  completeSession(id: string, flowId: string): Promise<boolean>;
  /** In force, newest first; of one account, or of all. */
  sessions(at: Date, staffId?: string): Promise<StaffSession[]>;
  /** False when there is no such session in force. */
  endSession(id: string, at: Date): Promise<boolean>;
  forgetSessions(expiredBefore: Date, limit: number): Promise<number>;
}
