import type { MessageCallback } from '../exchange.ts';
import type { FaultPlan } from '../faults.ts';
import type { HandsetLeases } from '../handset-leases.ts';
import type { Ledger } from '../ledger.ts';
import type { LedgerMessage, MessageEventType, MessageStatus } from '../ledger-message.ts';
import type { Persona, Texting } from '../persona.ts';
import { Timeline } from '../timeline.ts';
import { CallbackQueue } from '../webhooks/callback-queue.ts';
import type { WebhookClient } from '../webhooks/client.ts';
import { Courier } from '../webhooks/courier.ts';
import type { MessageOrder } from './order.ts';
import { messageParameters } from './parameters.ts';
import { newRecord } from './record.ts';

/** Simulated milliseconds: from the end of the queue to the next carrier, and from there to the telephone. */
const sendingMs = 250;
const carriedMs = 1800;

/** https://www.twilio.com/docs/api/errors/30036: it stayed in the queue longer than its ValidityPeriod. */
const validityExpired = 30036;

/** What a message needs of the carrier. */
export interface MessageTools {
  accountSid: string;
  timeScale: number;
  ledger: Ledger;
  client: WebhookClient;
  faults: FaultPlan;
  leases: HandsetLeases;
  /** Nothing more will become of the message. */
  settled(message: Message): void;
}

/** One text message, from the order to the last answered callback. */
export class Message {
  readonly record: LedgerMessage;
  readonly #order: MessageOrder;
  readonly #tools: MessageTools;
  readonly #persona: Persona;
  readonly #time: Timeline;
  readonly #courier: Courier;
  readonly #callbacks: CallbackQueue;
  #over = false;

  constructor(order: MessageOrder, tools: MessageTools) {
    this.#order = order;
    this.#tools = tools;
    this.#persona = tools.leases.personaOf(order.to);
    this.record = newRecord(order, tools.accountSid, this.#persona.name);
    this.#time = new Timeline(tools.timeScale);
    this.#courier = new Courier(
      { resource: 'message', to: order.to },
      {
        client: tools.client,
        faults: tools.faults,
        write: (exchange) => this.record.callbacks.push(exchange),
        record: (type, detail) => this.#event(type, detail),
        hold: () => (tools.timeScale < 1 ? this.#time.hold() : () => {}),
        idle: () => this.#settleIfDone(),
      },
    );
    this.#callbacks = new CallbackQueue(this.#courier, tools.faults, this.#time);
  }

  /** Sends it on its way. */
  start(): void {
    this.#event('queued');
    const { text } = this.#persona;
    // The API takes no order for one who refuses texts.
    if (text.does === 'refused') return;
    const validMs = this.#order.validitySeconds * 1000;
    if (validMs < text.queuedMs) this.#time.after(validMs, () => this.#end('failed', validityExpired));
    else this.#time.after(text.queuedMs, () => this.#send(text));
  }

  /** Stops without a word, as if the power had failed. */
  abandon(): void {
    this.#time.drop();
  }

  #send(text: Exclude<Texting, { does: 'refused' }>): void {
    this.record.status = 'sending';
    this.#event('sending');
    this.#time.after(sendingMs, () => {
      this.record.sentAt = new Date();
      this.#become('sent', 'sent', 'sent');
      this.#time.after(carriedMs, () => {
        if (text.does === 'undelivered') this.#end('undelivered', text.errorCode);
        else this.#arrive(text.does === 'delivered');
      });
    });
  }

  #arrive(isReported: boolean): void {
    this.record.arrivedAt = new Date();
    if (isReported) this.record.status = 'delivered';
    this.#event('arrived');
    if (isReported) this.#end('delivered', null);
    else this.#finish();
  }

  #end(status: MessageStatus, errorCode: number | null): void {
    this.record.errorCode = errorCode;
    this.#become(status, 'delivered', 'ended', status);
    this.#finish();
  }

  #finish(): void {
    this.#over = true;
    this.#time.end();
    this.#callbacks.end();
    this.#settleIfDone();
  }

  #become(status: MessageStatus, callback: MessageCallback, event: MessageEventType, detail = ''): void {
    this.record.status = status;
    this.#event(event, detail);
    const { statusCallback: target } = this.#order;
    if (target === null) return;
    this.#callbacks.report(callback, { kind: 'message', target, params: messageParameters(this.record), faults: [] });
  }

  #settleIfDone(): void {
    if (!this.#over || this.record.settled || !this.#courier.isIdle) return;
    this.record.settled = true;
    this.#event('settled');
    this.#tools.settled(this);
  }

  #event(type: MessageEventType, detail = ''): void {
    this.#tools.ledger.recordMessage(this.record, { type, sid: this.record.sid, at: new Date(), detail });
  }
}
