import type { Channel } from './verification.ts';

/** A browser visit to the hosted pages, opened by the login system. CONTRACT: `POST /v1/flows`. */

/** `signin`: set-up for who has no verified phone, else a challenge. `account`: the same, then phones and passwords. */
export const flowKinds = ['signin', 'account'] as const;
export type FlowKind = (typeof flowKinds)[number];

/**
 * `created`: the link was not opened yet. `open`: a browser has exchanged it for its cookie. `verified`: the person is.
 * `returned`: they went back with a code. `completed`: the code was exchanged. `ended`: it leads to no verification.
 */
export const flowStatuses = ['created', 'open', 'verified', 'returned', 'completed', 'ended'] as const;
export type FlowStatus = (typeof flowStatuses)[number];

/** Why a visit ended: the person went back, chose not to set up a phone, or somebody blocked or reset them. */
export const flowEndings = ['canceled', 'declined', 'user_blocked', 'reset'] as const;
export type FlowEnding = (typeof flowEndings)[number];

export const flowMethods = ['call', 'sms', 'remembered_device', 'bypass'] as const;
/** How the person was verified. */
export type FlowMethod = Channel | 'remembered_device' | 'bypass';

export interface Flow {
  id: string;
  applicationId: string;
  userId: string;
  kind: FlowKind;
  /** Of the challenge: what for, and what is approved by it. */
  purpose: string;
  context: string | null;
  status: FlowStatus;
  endedBecause: FlowEnding | null;
  returnUrl: string;
  reauthenticateUrl: string | null;
  reauthenticatedAt: Date | null;
  /** For how long the browser may be remembered; null: it may not. */
  rememberDays: number | null;
  /** The phone that is being verified, or that verified the person. */
  factorId: string | null;
  /** The latest verification. */
  verificationId: string | null;
  method: FlowMethod | null;
  version: number;
  createdAt: Date;
  expiresAt: Date;
  verifiedAt: Date | null;
  returnedAt: Date | null;
}

/** The purpose of calls to a phone that is not verified yet. */
export const SETUP = 'setup';

/** From the link to the end of the visit. */
export const FLOW_LIFE_SECONDS = { signin: 15 * 60, account: 60 * 60 } as const satisfies Record<FlowKind, number>;
/** For how long the password that was given once more is good for adding phones. */
export const PASSWORD_LIFE_SECONDS = 10 * 60;
/** From going back to the login system to the exchange of the code. */
export const CODE_LIFE_SECONDS = 120;

/**
 * Authentication methods as RFC 8176 names them. `mfa` since the login system checked a password before; a bypass is
 * none of them.
 */
export function amrOf(method: FlowMethod): string[] {
  switch (method) {
    case 'call':
      return ['tel', 'mfa'];
    case 'sms':
      return ['sms', 'mfa'];
    case 'remembered_device':
      return ['mfa'];
    case 'bypass':
      return [];
  }
}
