import type { Target } from '../webhooks/client.ts';

/** A text message as the API was asked for it. */
export interface MessageOrder {
  /** E.164. */
  to: string;
  /** E.164. */
  from: string;
  /** The service that chose `from`; null where the order named it. */
  messagingServiceSid: string | null;
  body: string;
  statusCallback: Target | null;
  /** How long it may wait before it is sent on; after that it fails. */
  validitySeconds: number;
}
