/**
 * The words of the field, as closed unions. CONTRACT: these names are what API clients see; a name is
 * never reused with another meaning.
 */

export const terminalStatuses = ['verified', 'failed', 'expired', 'canceled'] as const;
export type TerminalStatus = (typeof terminalStatuses)[number];

/** `pending`: an attempt is under way. `retry`: it ended without approval, another may be made. */
export const statuses = ['pending', 'retry', ...terminalStatuses] as const;
export type Status = (typeof statuses)[number];

export const callStatuses = [
  'queued',
  'dialing',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'canceled',
] as const;
/** `queued` and `dialing` are ours, the rest are the carrier's. `completed` says that the call ended, not that anybody was verified. */
export type CallStatus = (typeof callStatuses)[number];

export const messageStatuses = ['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed'] as const;
/** `queued` is ours: a message that no worker has taken. `sending` is both ours and the carrier's. */
export type MessageStatus = (typeof messageStatuses)[number];
export type AttemptStatus = CallStatus | MessageStatus;
export const attemptStatuses = [...new Set([...callStatuses, ...messageStatuses])] as readonly AttemptStatus[];

/** What the carrier's answering-machine detection said, in the carrier's words. */
export const answeredByValues = [
  'human',
  'fax',
  'unknown',
  'machine_start',
  'machine_end_beep',
  'machine_end_silence',
  'machine_end_other',
] as const;
export type AnsweredBy = (typeof answeredByValues)[number];

export const channels = ['call', 'sms'] as const;
export type Channel = (typeof channels)[number];

export const modes = ['pound', 'match', 'pin', 'code'] as const;
/** How a person confirms: by #, by the digits of the screen, by a PIN of their own, or by typing a code that was given. */
export type Mode = (typeof modes)[number];

/** One call or one message. A verification makes at most `policy.maxAttempts` of them. */
export interface Attempt {
  id: string;
  /** Counts from 1. */
  number: number;
  channel: Channel;
  mode: Mode;
  status: AttemptStatus;
  /** The carrier's name for the call or message; null until the carrier or one of its callbacks told it. */
  sid: string | null;
  answeredBy: AnsweredBy | null;
  /** How many times the prompt has been said in this call. */
  promptsSaid: number;
  /** What the code is derived from. Attempts share it, so that a message that comes late is still right. */
  codeId: string;
  /** When it was, or will be, asked of a worker. */
  queuedAt: Date;
  /** When a worker claimed the attempt; null while it is queued. */
  startedAt: Date | null;
  endedAt: Date | null;
}

/** A verification with its current attempt: all that a decision needs to know. */
export interface Verification {
  id: string;
  /** What was asked for; each attempt has its own. */
  channel: Channel;
  mode: Mode;
  /** Channels that may be used when the one before reached nobody. */
  fallback: readonly Channel[];
  /** Whether the same channel is tried again by itself. */
  autoRetry: boolean;
  /** Keyed in once the call is answered; null for a phone of one's own. */
  extension: string | null;
  /** Codes tried. */
  checks: number;
  status: Status;
  reason: Reason | null;
  attempt: Attempt;
  /** Grows by one with every change that a client can see. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
}

export function isTerminal(status: Status): status is TerminalStatus {
  return (terminalStatuses as readonly Status[]).includes(status);
}

export function hasAttemptsLeft({ attempt }: Pick<Verification, 'attempt'>, maxAttempts: number): boolean {
  return attempt.number < maxAttempts;
}

export const reasons = [
  'no_answer',
  'busy',
  'hung_up',
  'no_input',
  'wrong_key',
  'wrong_digits',
  'voicemail',
  'fax',
  'unreachable',
  'invalid_number',
  'number_blocked',
  'country_blocked',
  'opted_out',
  'call_failed',
  'message_undelivered',
  'fraud_reported',
  'user_blocked',
  'too_many_attempts',
  'too_many_checks',
  'wrong_code',
  'carrier_unavailable',
  'carrier_result_unknown',
  'expired',
  'canceled',
] as const;
/** Why a verification is not (yet) verified. */
export type Reason = (typeof reasons)[number];
