import type { Reason } from '#domain/verification.ts';
import type { Scope } from './console-search.ts';

/** From `since` to before `until`, by when verifications were asked for. */
export interface Period {
  since: Date;
  until: Date;
}

/** Which verifications are counted. */
export interface Counted extends Scope {
  /** ISO 3166-1, or an empty text for those of which it is not known. Null: all. */
  country: string | null;
}

/** When the first part of a period begins: where hours do, or where shorter parts do. */
export function firstPartAt(since: Date, partSeconds: number): Date {
  const stepMs = Math.min(partSeconds, 3_600) * 1000;
  return new Date(Math.floor(since.getTime() / stepMs) * stepMs);
}

/** What became of some verifications. */
export interface OutcomeSums {
  verifications: number;
  verified: number;
  /** That ended otherwise. */
  failed: number;
  /** Calls that were dialed. */
  attempts: number;
  answered: number;
  /** From dialing to picking up, over all that were answered. */
  answerSeconds: number;
}

export interface Outcomes {
  /** By part of the time, which counts from 0, and by reason; null: none. */
  parts: (OutcomeSums & { part: number; reason: Reason | null })[];
  /** By reason and ISO 3166-1; an empty text where that is not known. */
  reasons: { reason: Reason; country: string; count: number }[];
  /** ISO 3166-1; null: not known. */
  countries: (OutcomeSums & { country: string | null })[];
  applications: (OutcomeSums & { applicationId: string })[];
  /** By unit, ISO 4217. */
  cost: { unit: string; amount: string }[];
}

/** What waits for the carrier. */
export interface QueueDepth {
  waiting: number;
  /** Whose time is yet to come. */
  delayed: number;
  /** Taken by a worker, and not yet at the carrier. */
  active: number;
  /** Null where nothing waits. */
  oldestWaitSeconds: number | null;
}

/** What became of verifications, in numbers. All throw `StoreUnavailable`. */
export interface OutcomeStore {
  /**
   * Counts hours that are over, `limit` at most, newest first: each once it is over, and again whenever its age has
   * doubled, until a day later nothing in it changes any more. Any number of workers may do so.
   * @returns how many it counted
   */
  countHours(at: Date, limit: number): Promise<number>;
  /** @param partSeconds of one part: whole hours, or what divides one; the first is that in which the period begins */
  read(counted: Counted, period: Period, partSeconds: number, at: Date): Promise<Outcomes>;
  /** The carrier's errors by how often they came, of the newest some ten thousand. */
  carrierErrors(counted: Counted, period: Period): Promise<{ code: number; count: number }[]>;
  queueDepth(scope: Scope, at: Date): Promise<QueueDepth>;
}
