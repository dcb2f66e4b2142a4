import type { AnsweredBy, CallStatus, Reason } from './verification.ts';

/** What happens at a call. Every one names the attempt it is about, so that a call of an earlier attempt cannot speak for a later one. */
export type CallEvent =
  /** A worker took the attempt: from here on at most this worker may place its call. */
  | { type: 'claimed'; attemptId: string }
  /** The attempt's turn came too late for a call to be answered before expiry. */
  | { type: 'too_late'; attemptId: string }
  | { type: 'placed'; attemptId: string; callSid: string }
  | { type: 'refused'; attemptId: string; reason: Reason; carrierCode: number | null }
  /** Certainly not rung: throttled, or the carrier was out of reach. */
  | { type: 'not_placed'; attemptId: string; cause: 'throttled' | 'unavailable'; retryAfterMs: number | null }
  /** Sent, and no answer: the phone may be ringing. */
  | { type: 'result_unknown'; attemptId: string }
  /** The carrier's records hold no trace of the call. */
  | { type: 'call_not_found'; attemptId: string }
  | {
      type: 'call_progress';
      attemptId: string;
      callSid: string;
      callStatus: CallStatus;
      answeredBy: AnsweredBy | null;
      sipResponseCode: number | null;
    }
  /** The carrier asks what to say: somebody, or something, picked up. */
  | { type: 'answered'; attemptId: string; callSid: string; answeredBy: AnsweredBy | null }
  /** `prompt` says which saying of the prompt was answered, counted from 1. */
  | {
      type: 'key_pressed';
      attemptId: string;
      callSid: string;
      /** Whether it is what the mode asks for: the pound key alone, or the digits that the screen shows. */
      key: 'right' | 'wrong';
      prompt: number;
      answeredBy: AnsweredBy | null;
    }
  | { type: 'no_input'; attemptId: string; callSid: string; prompt: number };

/** What the login system, support staff or the clock asks for. */
export type RequestEvent =
  | { type: 'retry_requested'; newAttemptId: string }
  | { type: 'cancel_requested' }
  | { type: 'life_over' };

export type VerificationEvent = CallEvent | RequestEvent;
export type EventType = VerificationEvent['type'];
export type EventOf<T extends EventType> = Extract<VerificationEvent, { type: T }>;
