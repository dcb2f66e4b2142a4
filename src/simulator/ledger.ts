import type { CallEvent, LedgerCall } from './ledger-call.ts';

/** Settled calls beyond this many are forgotten, the first to settle first. One takes some 10 KB. */
const settledCallsKept = 10_000;

type Listener = (call: LedgerCall, event: CallEvent) => void;

interface Waiter {
  wanted: (call: LedgerCall) => boolean;
  resolve: (call: LedgerCall) => void;
  reject: (error: Error) => void;
}

/** All calls that the carrier remembers, and a way to wait for what becomes of them. */
export class Ledger {
  readonly #calls = new Map<string, LedgerCall>();
  readonly #settled = new Set<string>();
  readonly #listeners = new Set<Listener>();
  /** By the SID of the one call they wait for; under the empty string those who wait for any. */
  readonly #waiters = new Map<string, Set<Waiter>>();
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
    const call = this.#calls.get(sid);
    if (call === undefined) throw new Error(`There is no call ${sid}.`);
    return call.settled ? call : await this.#wait(sid, ({ settled }) => settled);
  }

  /**
   * Resolves with the first call, of those there are or will be, that is as `wanted` asks; looked at again with
   * every event. Rejects if the simulator is closed before.
   */
  async waitFor(wanted: (call: LedgerCall) => boolean): Promise<LedgerCall> {
    return this.calls().find(wanted) ?? (await this.#wait('', wanted));
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
    this.#wake(call, call.sid);
    this.#wake(call, '');
    if (event.type === 'settled') this.#forgetBeyond(call);
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
    for (const waiters of this.#waiters.values())
      for (const { reject } of waiters) reject(new Error('The simulator was closed.'));
    this.#waiters.clear();
  }

  #wait(key: string, wanted: Waiter['wanted']): Promise<LedgerCall> {
    if (this.#closed) return Promise.reject(new Error('The simulator was closed.'));
    const waiters = this.#waiters.get(key) ?? new Set();
    this.#waiters.set(key, waiters);
    return new Promise((resolve, reject) => waiters.add({ wanted, resolve, reject }));
  }

  #wake(call: LedgerCall, key: string): void {
    const waiters = this.#waiters.get(key);
    if (waiters === undefined) return;
    for (const waiter of waiters) {
      if (!waiter.wanted(call)) continue;
      waiters.delete(waiter);
      waiter.resolve(call);
    }
    if (waiters.size === 0) this.#waiters.delete(key);
  }

  #forgetBeyond(call: LedgerCall): void {
    this.#settled.add(call.sid);
    const [oldest] = this.#settled;
    if (this.#settled.size <= settledCallsKept || oldest === undefined) return;
    this.#settled.delete(oldest);
    this.#calls.delete(oldest);
  }
}
