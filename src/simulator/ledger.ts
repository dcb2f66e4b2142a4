import { Book } from './book.ts';
import type { CallEvent, LedgerCall } from './ledger-call.ts';
import type { LedgerMessage, MessageEvent } from './ledger-message.ts';

/** All calls and messages that the carrier remembers, and ways to wait for what becomes of them. */
export class Ledger {
  readonly #calls = new Book<LedgerCall, CallEvent>('call');
  readonly #messages = new Book<LedgerMessage, MessageEvent>('message');

  /** Oldest first; only those to `to` (E.164), if it is given. */
  calls(filter: { to?: string | undefined } = {}): LedgerCall[] {
    return this.#calls.pages(filter);
  }

  call(sid: string): LedgerCall | undefined {
    return this.#calls.page(sid);
  }

  /**
   * Resolves when the call has ended and every webhook it sent was answered or given up.
   * Rejects if the call is unknown, or the simulator is closed before.
   */
  ended(sid: string): Promise<LedgerCall> {
    return this.#calls.settled(sid);
  }

  /**
   * Resolves with the first call, of those there are or will be, that is as `wanted` asks; looked at again with
   * every event. Rejects if the simulator is closed before.
   */
  waitFor(wanted: (call: LedgerCall) => boolean): Promise<LedgerCall> {
    return this.#calls.waitFor(wanted);
  }

  /** Calls `listener` with every event of every call, its first being `queued`. Returns what ends that. */
  onCall(listener: (call: LedgerCall, event: CallEvent) => void): () => void {
    return this.#calls.listen(listener);
  }

  /** Writes down an event; the first of a call adds the call. */
  record(call: LedgerCall, event: CallEvent): void {
    this.#calls.record(call, event);
  }

  /** Oldest first; only those to `to` (E.164), if it is given. */
  messages(filter: { to?: string | undefined } = {}): LedgerMessage[] {
    return this.#messages.pages(filter);
  }

  message(sid: string): LedgerMessage | undefined {
    return this.#messages.page(sid);
  }

  /** As `ended`: resolves when nothing more will become of the message. */
  messageSettled(sid: string): Promise<LedgerMessage> {
    return this.#messages.settled(sid);
  }

  /** As `waitFor`. */
  waitForMessage(wanted: (message: LedgerMessage) => boolean): Promise<LedgerMessage> {
    return this.#messages.waitFor(wanted);
  }

  /** As `onCall`. */
  onMessage(listener: (message: LedgerMessage, event: MessageEvent) => void): () => void {
    return this.#messages.listen(listener);
  }

  /** Writes down an event; the first of a message adds the message. */
  recordMessage(message: LedgerMessage, event: MessageEvent): void {
    this.#messages.record(message, event);
  }

  close(): void {
    this.#calls.close();
    this.#messages.close();
  }
}
