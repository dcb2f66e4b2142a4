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

export type Channel = 'call' | 'sms';
export type Mode = 'pound' | 'match' | 'pin' | 'code';

/** One call (later: or one message). A verification makes at most `policy.maxAttempts` of them. */
export interface Attempt {
  id: string;
  /** Counts from 1. */
  number: number;
  status: CallStatus;
  /** The carrier's name for the call; null until the carrier or one of its callbacks told it. */
  callSid: string | null;
  answeredBy: AnsweredBy | null;
  /** How many times the prompt has been said in this call. */
  promptsSaid: number;
  queuedAt: Date;
  /** When a worker claimed the attempt; null while it is queued. */
  startedAt: Date | null;
  endedAt: Date | null;
}

/** A verification with its current attempt: all that a decision needs to know. */
export interface Verification {
  id: string;
  mode: Mode;
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
