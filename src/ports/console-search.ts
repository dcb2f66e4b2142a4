import type { AnsweredBy, AttemptStatus, Channel, Mode, Reason, Status } from '#domain/verification.ts';
import type { EventSource } from './store.ts';

/** Whose verifications are seen: those of one application; null: all. */
export interface Scope {
  applicationId: string | null;
}

/** What is looked for. Every part is found by an index of its own. */
export interface SearchQuery {
  /** What was typed, in all that it may be; a verification that fits any of them is found. Null: everything. */
  which: Lookup[] | null;
  status: Status | null;
  reason: Reason | null;
  /** ISO 3166-1, or an empty text for those of which it is not known. Null: all. */
  country: string | null;
  /** The carrier's error of any of the attempts. */
  errorCode: number | null;
  since: Date | null;
  until: Date | null;
  /** The cursor of the page before. */
  before: string | null;
  limit: number;
}

export type Lookup =
  | { by: 'user'; userId: string }
  /** E.164. */
  | { by: 'number'; number: string }
  /** The carrier's own name of a call or message. */
  | { by: 'sid'; sid: string }
  /** Of a verification or one of its attempts. */
  | { by: 'id'; id: string };

export interface FoundRecord {
  id: string;
  applicationId: string;
  applicationName: string;
  userId: string | null;
  toMasked: string;
  country: string | null;
  channel: Channel;
  mode: Mode;
  purpose: string;
  status: Status;
  reason: Reason | null;
  attempts: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface FoundPage {
  records: FoundRecord[];
  /** Null on the last page. A page may hold fewer than were asked for, or none, and yet not be the last. */
  next: string | null;
}

/** One call or message, as it is stored. */
export interface TryRecord {
  id: string;
  number: number;
  channel: Channel;
  mode: Mode;
  status: AttemptStatus;
  sid: string | null;
  answeredBy: AnsweredBy | null;
  errorCode: number | null;
  queuedAt: Date;
  startedAt: Date | null;
  answeredAt: Date | null;
  endedAt: Date | null;
  price: string | null;
  priceUnit: string | null;
}

/** An event as it was written down. */
export interface EventRecord {
  at: Date;
  type: string;
  source: EventSource;
  verdict: string;
  because: string;
  /** After the event. */
  status: Status;
  reason: Reason | null;
  said: string | null;
  data: Record<string, unknown>;
  /** Names a webhook; null for what we did ourselves. */
  dedupeKey: string | null;
  attemptId: string | null;
}

/** A verification with all that is known of it. */
export interface WholeVerification extends FoundRecord {
  displayName: string | null;
  factorId: string | null;
  context: string | null;
  locale: string;
  expiresAt: Date;
  version: number;
  tries: TryRecord[];
  /** In the order in which they were written down. */
  events: EventRecord[];
}

/** A verification that changed, as it is now. */
export type ChangedRecord = Pick<FoundRecord, 'id' | 'applicationId' | 'status' | 'reason'>;

/** How support staff find verifications. Nothing here reads more than a bounded part of an index. All throw `StoreUnavailable`. */
export interface ConsoleSearch {
  /** Newest first. */
  find(scope: Scope, query: SearchQuery): Promise<FoundPage>;
  /** Null when the scope has no such verification. */
  read(scope: Scope, id: string): Promise<WholeVerification | null>;
  /**
   * The number in clear, E.164, and its keyed hash, by which it may be counted; null when the scope has no such
   * verification.
   */
  reveal(scope: Scope, id: string): Promise<{ number: string; numberHash: string; applicationId: string } | null>;
  /** How those of these verifications are by now that there are. */
  changed(ids: string[]): Promise<ChangedRecord[]>;
}
