/** What can be ordered of the carrier. */
export const resources = ['call', 'message'] as const;
export type Resource = (typeof resources)[number];

/**
 * Why a webhook was sent. Of a call: `voice` is the first document, `status` a status callback, `detection` an
 * asynchronous AMD result. `message` is a status callback of a message.
 */
export const webhookKinds = ['voice', 'action', 'redirect', 'fallback', 'status', 'detection', 'message'] as const;
export type WebhookKind = (typeof webhookKinds)[number];

/** The events a call's status callback can be asked for. `completed` covers every ending. */
export const callbackEvents = ['initiated', 'ringing', 'answered', 'completed'] as const;
export type CallbackEvent = (typeof callbackEvents)[number];

/** The callbacks of a message, which are always sent. `delivered` covers every ending. */
export type MessageCallback = 'sent' | 'delivered';

/** Every callback there is: those, and the result of asynchronous machine detection. */
export const callbackNames = [...callbackEvents, 'detection', 'sent', 'delivered'] as const;
export type CallbackName = (typeof callbackNames)[number];

/** One webhook request and what became of it. */
export interface Exchange {
  kind: WebhookKind;
  url: string;
  method: 'GET' | 'POST';
  params: Record<string, string>;
  sentAt: Date;
  /** Requests made, the retries after connection failures included; 0 when a fault dropped it. */
  tries: number;
  /** The HTTP status of the answer; null while there is none. */
  status: number | null;
  /** Why there is no usable answer; null when there is one, or it is still awaited. */
  error: string | null;
  /** The answer's body; kept for documents only. */
  body: string | null;
  /** The faults that struck it, by name. */
  faults: string[];
}

/** Whether what is answered to such a webhook is of no matter to Twilio. */
export function isCallback(kind: WebhookKind): boolean {
  return kind === 'status' || kind === 'detection' || kind === 'message';
}

/** What a callback by this name is about. */
export function resourceOfCallback(name: CallbackName): Resource {
  return name === 'sent' || name === 'delivered' ? 'message' : 'call';
}

/** What a webhook of this kind is about. */
export function resourceOfWebhook(kind: WebhookKind): Resource {
  return kind === 'message' ? 'message' : 'call';
}
