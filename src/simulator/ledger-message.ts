import type { Exchange } from './exchange.ts';

/** A message's status, in callbacks and in the REST API alike; `sending` is in no callback. */
export type MessageStatus = 'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed';

/** `arrived`: the telephone shows it, whether that is reported or not. */
export type MessageEventType = 'queued' | 'sending' | 'sent' | 'arrived' | 'ended' | 'webhook' | 'settled';

/** Something that happened to a message. */
export interface MessageEvent {
  type: MessageEventType;
  sid: string;
  at: Date;
  /** The status at the end, what became of a webhook; never the text. */
  detail: string;
}

/** All that the simulator knows of one message. It is live: later events change it. */
export interface LedgerMessage {
  readonly sid: string;
  readonly accountSid: string;
  /** E.164. */
  readonly to: string;
  /** E.164. */
  readonly from: string;
  readonly messagingServiceSid: string | null;
  readonly body: string;
  /** How long it may wait before it is sent on. */
  readonly validitySeconds: number;
  /** Name of the persona whose telephone it goes to. */
  readonly persona: string;
  readonly createdAt: Date;
  status: MessageStatus;
  /** Why it was not delivered; null where it was, or that is not known. */
  errorCode: number | null;
  sentAt: Date | null;
  /** When the telephone received it; null: not yet, or never. */
  arrivedAt: Date | null;
  updatedAt: Date;
  /** Status callbacks. */
  callbacks: Exchange[];
  /** Nothing more will become of it, and every webhook was answered or given up: nothing here changes any more. */
  settled: boolean;
}
