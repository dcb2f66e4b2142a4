import type { FactorKind, FactorStatus } from '#domain/factor.ts';
import type { FlowKind } from '#domain/flow.ts';
import type { FlowStep, Gone } from '#domain/flow-step.ts';
import type { AttemptStatus, Channel, Mode, Reason, Status } from '#domain/verification.ts';

/**
 * What the hosted pages ask of the service, and what it answers: JSON below `/flow/{id}`, for the visit's own cookie
 * only. The pages are made from these types, the service answers with them. Times are RFC 3339; errors are the API's
 * problem+json: 401 `flow_link_used` in another browser, or for a visit that nobody knows; 403
 * `reauthentication_required` before a phone is called that is not verified; 409 `state_conflict` at the wrong step, or
 * where another tab was faster; 422 with the field in `errors`; 429 with Retry-After.
 *
 * GET  state?version=…&wait=25            PageState: at once when `version` is old, else when something changes
 * POST phones {number, kind, extension?, channel}      PageState: the phone is the one in question now
 * POST phones/{id}/default                             PageState (account)
 * DELETE phones/{id}                                   PageState (account)
 * POST reauthenticate                                  {location}: the login system, which comes back here
 * POST verification {phoneId?, channel?}               PageState: a new call or message; the same one while it is under
 *                                                      way, and another phone or channel in its place
 * POST verification/retry | resend                     PageState: another attempt; the code once more
 * POST verification/cancel                             PageState: no call any more; in an account, back to it
 * POST verification/check {code}                       PageState: whatever was typed or pasted with the code in it
 * POST app-passwords {name}                            NewAppPassword, this once (app_password, account)
 * GET  account                                         AccountState (account)
 * DELETE app-passwords/{id} | devices/{id}             AccountState (account)
 * POST finish {rememberDevice}                         {location}: back to the login system, with a code
 * POST leave                                           {location}: back without one
 */
export interface PageState {
  /** Opaque: give it back to wait for the next one. */
  version: string;
  step: PageStep;
  kind: FlowKind;
  application: { name: string; color: string | null; logo: string | null };
  /** What the person is called; null: unknown. */
  displayName: string | null;
  /** Of the user; null: the browser's. Such as `de-DE`. */
  locale: string | null;
  /** Set-up is required by the administrator: it cannot be declined. */
  required: boolean;
  expiresAt: string;
  /** Oldest first. Empty at the step `gone`. */
  phones: PagePhone[];
  /** The phone in question: the one being set up, or called. */
  phoneId: string | null;
  verification: PageVerification | null;
  /** When another call or message may be asked for; null: now. */
  startAgainAt: string | null;
  options: {
    /** For how many days this browser can be remembered; null: it cannot. */
    rememberDays: number | null;
    appPasswords: boolean;
    /** Ways in which this application lets people be reached. */
    channels: Channel[];
    /** ISO 3166-1 codes; empty: all. */
    countries: string[];
  };
  /** At the step `gone`: why. */
  gone: Gone | null;
}

/**
 * `choose`: there is no phone to verify yet. `reauthenticate`: a phone was chosen, and the password is asked for first.
 * `verify`: it can be called, or is being. `challenge`: a verified phone is to be called, or is being. `app_password`:
 * set up; one may be made. `account`: the account page. `done`: go back (`finish`). `gone`: nothing can be done here.
 * At `account`, a phone that is added leads through `reauthenticate` and `verify` and back.
 */
export type PageStep = FlowStep;

export interface PagePhone {
  id: string;
  kind: FactorKind;
  /** Masked. */
  number: string;
  extension: string | null;
  channel: Channel;
  /** By what it can be reached: an office phone with an extension takes no messages. */
  channels: Channel[];
  status: FactorStatus;
  isDefault: boolean;
}

export interface PageVerification {
  status: Status;
  reason: Reason | null;
  channel: Channel;
  mode: Mode;
  /** Masked. */
  to: string;
  attempt: { number: number; status: AttemptStatus; queuedAt: string };
  attemptsRemaining: number;
  /** Null where no code is typed. */
  checksRemaining: number | null;
  /** In `match` mode while it is pending: what to key in, then #. */
  match: string | null;
  /** When the code may be sent once more; null where there is none. */
  resendAt: string | null;
  expiresAt: string;
}

export interface NewAppPassword {
  id: string;
  name: string;
  /** 16 letters. */
  password: string;
}

/** What the account page shows beside the phones. Newest first. */
export interface AccountState {
  appPasswords: { id: string; name: string; createdAt: string; lastUsedAt: string | null }[];
  devices: { id: string; name: string; createdAt: string; expiresAt: string; lastUsedAt: string | null }[];
  history: {
    at: string;
    channel: Channel;
    to: string;
    purpose: string;
    status: Status;
    reason: Reason | null;
  }[];
}
