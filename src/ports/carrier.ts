import type { AnsweredBy, CallStatus, MessageStatus, Reason } from '#domain/verification.ts';

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
  /** Null: the carrier does not look for machines. */
  machineDetection: { asynchronous: false } | { asynchronous: true; resultUrl: string } | null;
  /** Keyed in once the call is answered, `w` for half a second's wait; turns detection off. Null: nothing. */
  sendDigits: string | null;
}

/** A text message to ask of the carrier. */
export interface MessageOrder {
  /** E.164. */
  to: string;
  /** E.164. */
  from: string;
  body: string;
  /** Told of every change of the message's status. Begins with PUBLIC_URL. */
  statusUrl: string;
  /** After this many seconds the carrier gives up: an old code is worth nothing. */
  validitySeconds: number;
}

/**
 * What became of an order. Only `placed` and `unknown` may have rung a phone: everything else is certain
 * not to have, and may be tried again.
 */
export type PlaceOutcome =
  | { outcome: 'placed'; sid: string }
  /** The carrier refused this call or message; asking again would be refused again. `carrierCode` is the carrier's number for it. */
  | { outcome: 'rejected'; reason: Reason; carrierCode: number | null }
  /** Too many requests for now. `retryAfterMs` is the carrier's wish, if it said one. */
  | { outcome: 'throttled'; retryAfterMs: number | null }
  /** The request was certainly not sent (name lookup, refused connection), or our credentials were turned down. */
  | { outcome: 'unavailable'; detail: string }
  /** Sent, and no usable answer: a time-out, a broken connection, a 5xx. The phone may be ringing. */
  | { outcome: 'unknown'; detail: string };

/** What a call or message cost. */
export interface Price {
  /** Decimal, never negative. */
  amount: string;
  /** ISO 4217. */
  unit: string;
}

/** A call as the carrier's own records tell it. */
export interface CarrierCall {
  sid: string;
  status: CallStatus;
  answeredBy: AnsweredBy | null;
  createdAt: Date | null;
  /** What the error means that the carrier names; null when it names none that is known. */
  carrierReason: Reason | null;
  /** Null until some time after its end. */
  price: Price | null;
}

/** A message as the carrier's own records tell it. */
export interface CarrierMessage {
  sid: string;
  status: MessageStatus;
  carrierReason: Reason | null;
  createdAt: Date | null;
  /** Null until some time after it was sent. */
  price: Price | null;
}

/** A telephone carrier, spoken to over HTTP. Methods other than `placeCall` and `sendMessage` throw `CarrierUnavailable` when it does not answer. */
export interface Carrier {
  placeCall(order: CallOrder): Promise<PlaceOutcome>;
  /**
   * Ends a call that is queued, ringing or in progress. A call that has already ended, or that the carrier
   * does not know, is no error.
   */
  endCall(sid: string): Promise<void>;
  /** Null when the carrier does not know the call. */
  fetchCall(sid: string): Promise<CarrierCall | null>;
  /** Calls from `from` to `to` that were created at or after `since`, newest first. */
  findCalls(query: { to: string; from: string; since: Date }): Promise<CarrierCall[]>;
  sendMessage(order: MessageOrder): Promise<PlaceOutcome>;
  /** Null when the carrier does not know the message. */
  fetchMessage(sid: string): Promise<CarrierMessage | null>;
  /** Messages from `from` to `to` that were created at or after `since`, newest first. */
  findMessages(query: { to: string; from: string; since: Date }): Promise<CarrierMessage[]>;
}

/** The carrier did not answer, or answered with its own failure. Carries no phone number. */
export class CarrierUnavailable extends Error {
  override readonly name = 'CarrierUnavailable';
}
