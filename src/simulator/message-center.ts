import type { LedgerMessage } from './ledger-message.ts';
import { Message, type MessageTools } from './message/message.ts';
import type { MessageOrder } from './message/order.ts';

/** Takes text messages, and has at hand those that are still on their way. */
export class MessageCenter {
  readonly #live = new Set<Message>();
  readonly #tools: MessageTools;

  constructor(tools: Omit<MessageTools, 'settled'>) {
    this.#tools = { ...tools, settled: (message) => this.#live.delete(message) };
  }

  take(order: MessageOrder): LedgerMessage {
    const message = new Message(order, this.#tools);
    this.#live.add(message);
    message.start();
    return message.record;
  }

  /** Drops every message where it is; nobody is told. */
  close(): void {
    for (const message of this.#live) message.abandon();
    this.#live.clear();
  }
}
