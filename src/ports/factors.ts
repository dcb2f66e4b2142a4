import type { FactorKind, FactorStatus } from '#domain/factor.ts';
import type { Channel } from '#domain/verification.ts';

/** A phone of a person, as it may be shown. */
export interface FactorRecord {
  id: string;
  kind: FactorKind;
  /** `+1••••••0123`. */
  numberMasked: string;
  /** Keyed in after an office phone has answered; null for a phone of one's own. */
  extension: string | null;
  /** How it is reached unless asked otherwise. */
  channel: Channel;
  status: FactorStatus;
  createdAt: Date;
  verifiedAt: Date | null;
}

export interface NewFactor extends FactorRecord {
  applicationId: string;
  userId: string;
  /** E.164 in clear; the store encrypts it. */
  number: string;
}

export type AddFactorOutcome =
  | { outcome: 'added'; factor: FactorRecord }
  /** The user has this number and extension already. */
  | { outcome: 'known'; factor: FactorRecord }
  /** The user has as many phones as may be. */
  | { outcome: 'too_many' };

/** Where the phones of users live. Every method throws `StoreUnavailable` when the database is away. */
export interface FactorStore {
  /** Oldest first; empty for an unknown user too. */
  list(applicationId: string, userId: string): Promise<FactorRecord[]>;
  /** With the number in clear. Null when the user has no such phone. */
  find(applicationId: string, userId: string, id: string): Promise<(FactorRecord & { number: string }) | null>;
  /**
   * Makes the user when needed. Two at once with one number lead to one phone, and never to more than `most`. With
   * `replaceUnverified`, the oldest unverified phone makes room where there is none.
   */
  add(factor: NewFactor, limit: { most: number; replaceUnverified: boolean }): Promise<AddFactorOutcome>;
  /** Changes how a phone is called and reached. Null when the user has no such phone. */
  change(
    applicationId: string,
    userId: string,
    id: string,
    changes: { kind?: FactorKind; channel?: Channel },
  ): Promise<FactorRecord | null>;
  /**
   * A default that is removed is none any more.
   * @param options with `keepLast`, one of however many are removed at once stays: a verified one
   */
  remove(
    applicationId: string,
    userId: string,
    id: string,
    options?: { keepLast: boolean },
  ): Promise<'removed' | 'unknown' | 'last'>;
}
