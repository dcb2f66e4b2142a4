import type { AnsweredBy, CallStatus, Channel, MessageStatus, Reason } from './verification.ts';

/** What happens at a call or a message. Every one names the attempt it is about, so that a call of an earlier attempt cannot speak for a later one. */
export type CallEvent =
  /** A worker took the attempt: from here on at most this worker may place its call. */
  | { type: 'claimed'; attemptId: string }
  /** The attempt's turn came too late for a call to be answered before expiry. */
  | { type: 'too_late'; attemptId: string }
  | { type: 'placed'; attemptId: string; sid: string }
  | { type: 'refused'; attemptId: string; reason: Reason; carrierCode: number | null }
  /** Certainly not rung: throttled, or the carrier was out of reach. */
  | { type: 'not_placed'; attemptId: string; cause: 'throttled' | 'unavailable'; retryAfterMs: number | null }
  /** Sent, and no answer: the phone may be ringing. */
  | { type: 'result_unknown'; attemptId: string }
  /** The carrier's records hold no trace of the call or message. */
  | { type: 'call_not_found'; attemptId: string }
  | {
      type: 'call_progress';
      attemptId: string;
      sid: string;
      callStatus: CallStatus;
      answeredBy: AnsweredBy | null;
      sipResponseCode: number | null;
      /** What an error that the carrier named means; null when it named none that is known. */
      carrierReason: Reason | null;
    }
  | {
      type: 'message_progress';
      attemptId: string;
      sid: string;
      messageStatus: MessageStatus;
      carrierReason: Reason | null;
    }
  /** The carrier asks what to say: somebody, or something, picked up. */
  | { type: 'answered'; attemptId: string; sid: string; answeredBy: AnsweredBy | null }
  /** Machine detection that went on meanwhile has a finding. */
  | { type: 'detected'; attemptId: string; sid: string; answeredBy: AnsweredBy }
  /** Whoever answered an office phone has put the call through: somebody pressed a key. */
  | { type: 'connected'; attemptId: string; sid: string; answeredBy: AnsweredBy | null }
  /** `prompt` says which saying of the prompt was answered, counted from 1. */
  | {
      type: 'key_pressed';
      attemptId: string;
      sid: string;
      /** Whether it is what the mode asks for: the pound key alone, or the right digits. `zero` begins a report of fraud. */
      key: 'right' | 'wrong' | 'zero';
      prompt: number;
      answeredBy: AnsweredBy | null;
    }
  | { type: 'no_input'; attemptId: string; sid: string; prompt: number }
  /** The answer to "press 1 to report fraud". */
  | {
      type: 'fraud_answered';
      attemptId: string;
      sid: string;
      confirmed: boolean;
      prompt: number;
      answeredBy: AnsweredBy | null;
    };

/** What the login system, support staff or the clock asks for. */
export type RequestEvent =
  /** `channel`: by which to try; null: as before. */
  | { type: 'retry_requested'; channel: Channel | null }
  /** The code did not come: give it again. */
  | { type: 'resend_requested'; channel: Channel | null }
  | { type: 'code_checked'; code: 'right' | 'wrong' }
  | { type: 'user_blocked' }
  | { type: 'cancel_requested' }
  | { type: 'life_over' };

export type VerificationEvent = CallEvent | RequestEvent;
export type EventType = VerificationEvent['type'];
export type EventOf<T extends EventType> = Extract<VerificationEvent, { type: T }>;
