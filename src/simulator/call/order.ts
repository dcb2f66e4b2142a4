import type { CallbackEvent } from '../exchange.ts';
import type { Target } from '../webhooks/client.ts';

/** A call as the API was asked for it, with Twilio's defaults filled in. */
export interface CallOrder {
  /** E.164. */
  to: string;
  /** E.164. */
  from: string;
  /** Where the first document comes from, or the document itself. */
  voice: Target | { twiml: string };
  fallback: Target | null;
  statusCallback: Target | null;
  statusCallbackEvents: readonly CallbackEvent[];
  ringTimeoutSeconds: number;
  talkTimeLimitSeconds: number;
  /** Keys pressed after the call is answered, `w` for half a second's wait. Turns detection off. */
  sendDigits: string;
  /** Null: none was asked for. */
  detection: {
    waitsForMessageEnd: boolean;
    timeoutSeconds: number;
    /** Whether the call goes on meanwhile; the result then goes to `callback`, if there is one. */
    asynchronous: boolean;
    callback: Target | null;
  } | null;
  /** For the ledger: what Twilio would warn about. */
  warnings: readonly string[];
}
