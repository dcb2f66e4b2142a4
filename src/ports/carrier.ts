import type { AnsweredBy, CallStatus, Reason } from '#domain/verification.ts';

/** What to ask of the carrier. Every URL begins with PUBLIC_URL. */
export interface CallOrder {
  /** E.164. */
  to: string;
  /** E.164, the caller ID. */
  from: string;
  /** Asked for TwiML when the call is answered. */
  voiceUrl: string;
  /** Asked for TwiML when `voiceUrl` fails. */
  fallbackUrl: string;
  /** Told of every change of the call's status. */
  statusUrl: string;
  ringTimeoutSeconds: number;
  /** The carrier ends the call after this many seconds of talk. */
  talkTimeLimitSeconds: number;
}

/**
 * What became of an order. Only `placed` and `unknown` may have rung a phone: everything else is certain
 * not to have, and may be tried again.
 */
export type PlaceCallOutcome =
  | { outcome: 'placed'; callSid: string }
  /** The carrier refused this call; asking again would be refused again. `carrierCode` is the carrier's number for it. */
  | { outcome: 'rejected'; reason: Reason; carrierCode: number | null }
  /** Too many requests for now. `retryAfterMs` is the carrier's wish, if it said one. */
  | { outcome: 'throttled'; retryAfterMs: number | null }
  /** The request was certainly not sent (name lookup, refused connection), or our credentials were turned down. */
  | { outcome: 'unavailable'; detail: string }
  /** Sent, and no usable answer: a time-out, a broken connection, a 5xx. The phone may be ringing. */
  | { outcome: 'unknown'; detail: string };

/** A call as the carrier's own records tell it. */
export interface CarrierCall {
  callSid: string;
  status: CallStatus;
  answeredBy: AnsweredBy | null;
  createdAt: Date | null;
}

/** A telephone carrier, spoken to over HTTP. Methods other than `placeCall` throw `CarrierUnavailable` when it does not answer. */
export interface Carrier {
  placeCall(order: CallOrder): Promise<PlaceCallOutcome>;
  /**
   * Ends a call that is queued, ringing or in progress. A call that has already ended, or that the carrier
   * does not know, is no error.
   */
  endCall(callSid: string): Promise<void>;
  /** Null when the carrier does not know the call. */
  fetchCall(callSid: string): Promise<CarrierCall | null>;
  /** Calls from `from` to `to` that were created at or after `since`, newest first. */
  findCalls(query: { to: string; from: string; since: Date }): Promise<CarrierCall[]>;
}

/** The carrier did not answer, or answered with its own failure. Carries no phone number. */
export class CarrierUnavailable extends Error {
  override readonly name = 'CarrierUnavailable';
}
