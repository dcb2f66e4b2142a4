import { type CallEvent, hasEnded, type LedgerCall } from './ledger-call.ts';

/** Ended calls beyond this many are forgotten, the first to end first. */
const endedCallsKept = 10_000;

type Listener = (call: LedgerCall, event: CallEvent) => void;

/** All calls that the carrier remembers, and a way to wait for what becomes of them. */
export class Ledger {
  readonly #calls = new Map<string, LedgerCall>();
  readonly #settled: string[] = [];
  readonly #listeners = new Set<Listener>();
  readonly #waiters = new Set<{
    wanted: (call: LedgerCall) => boolean;
    resolve: (call: LedgerCall) => void;
    reject: (error: Error) => void;
  }>();
  #closed = false;

  /** Oldest first; only those to `to` (E.164), if it is given. */
  calls(filter: { to?: string } = {}): LedgerCall[] {
    return [...this.#calls.values()].filter((call) => filter.to === undefined || call.to === filter.to);
  }

  call(sid: string): LedgerCall | undefined {
    return this.#calls.get(sid);
  }

  /**
   * Resolves when the call has ended and every webhook it sent was answered or given up.
   * Rejects if the call is unknown, or the simulator is closed before.
   */
  async ended(sid: string): Promise<LedgerCall> {
    if (!this.#calls.has(sid)) throw new Error(`There is no call ${sid}.`);
    return await this.waitFor((call) => call.sid === sid && call.settled);
  }

  /**
   * Resolves with the first call, of those there are or will be, that is as `wanted` asks; looked at again with
   * every event. Rejects if the simulator is closed before.
   */
  waitFor(wanted: (call: LedgerCall) => boolean): Promise<LedgerCall> {
    const found = this.calls().find(wanted);
    if (found !== undefined) return Promise.resolve(found);
    if (this.#closed) return Promise.reject(new Error('The simulator was closed.'));
    return new Promise((resolve, reject) => this.#waiters.add({ wanted, resolve, reject }));
  }

  /** Calls `listener` with every event of every call, its first being `queued`. Returns what ends that. */
  onCall(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Writes down an event; the first of a call adds the call. */
  record(call: LedgerCall, event: CallEvent): void {
    call.updatedAt = event.at;
    this.#calls.set(call.sid, call);
    for (const listener of this.#listeners) listener(call, event);
    for (const waiter of this.#waiters) {
      if (!waiter.wanted(call)) continue;
      this.#waiters.delete(waiter);
      waiter.resolve(call);
    }
    if (event.type === 'settled' && hasEnded(call.status)) this.#forgetBeyond(call);
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
    for (const { reject } of this.#waiters) reject(new Error('The simulator was closed.'));
    this.#waiters.clear();
  }

  #forgetBeyond(call: LedgerCall): void {
    this.#settled.push(call.sid);
    if (this.#settled.length <= endedCallsKept) return;
    const oldest = this.#settled.shift();
    if (oldest !== undefined) this.#calls.delete(oldest);
  }
}
