import type { Action, SessionAction } from '#domain/staff.ts';

export interface AuditSubject {
  type: 'verification' | 'user' | 'number' | 'staff' | 'application' | 'audit';
  id: string;
}

/** What is written down. Holds no full number, key or code. */
export interface AuditNote {
  at: Date;
  /** Null for a command, and for a sign-in that failed. */
  staffId: string | null;
  /** Who, in words that outlive the account. */
  actor: string;
  action: Action | SessionAction;
  /** `refused`: the role does not allow it. `failed`: it was tried. */
  outcome: 'done' | 'refused' | 'failed';
  applicationId: string | null;
  subject: AuditSubject | null;
  /** In the words of who did it; null where none was asked for. */
  reason: string | null;
  data: Record<string, unknown>;
}

export interface AuditEntry extends AuditNote {
  /** Counts from 1 without a gap. */
  id: string;
  /** SHA-256 over the entry and the hash before it, in hexadecimal. */
  hash: string;
}

export interface AuditQuery {
  staffId?: string | undefined;
  action?: string | undefined;
  outcome?: AuditNote['outcome'] | undefined;
  applicationId?: string | undefined;
  subject?: AuditSubject | undefined;
  /** At this time or later. */
  since?: Date | undefined;
  /** Before this time. */
  until?: Date | undefined;
  /** The id of the last entry of the page before. */
  before?: string | undefined;
  limit: number;
}

export type AuditFilter = Omit<AuditQuery, 'limit' | 'before'>;

export type ChainState =
  /** `lastHash`, noted down elsewhere, shows later that nothing was cut off the end; null for an empty log. */
  | { outcome: 'whole'; entries: number; lastHash: string | null }
  /** The first entry that is not as it was written, or missing. */
  | { outcome: 'broken'; id: string; because: string };

/** The audit log. Every method throws `StoreUnavailable` when the database is away. */
export interface AuditLog {
  /** Adds an entry to the chain, one at a time over all processes. */
  write(note: AuditNote): Promise<void>;
  /** Newest first. */
  list(query: AuditQuery): Promise<AuditEntry[]>;
  /** Oldest first, read in pages as they are asked for. */
  all(filter: AuditFilter): AsyncIterable<AuditEntry>;
  /** How many there are; counts no further than `most`. */
  count(filter: AuditFilter, most: number): Promise<number>;
  /** Looks at every entry and its hash. */
  verify(): Promise<ChainState>;
}
