/** Settled pages beyond this many are forgotten, the first to settle first. One of a call takes some 10 KB. */
const settledPagesKept = 10_000;

/** What is known of one call or one message. */
interface Page {
  readonly sid: string;
  /** E.164. */
  readonly to: string;
  updatedAt: Date;
  settled: boolean;
}

interface Entry {
  type: string;
  at: Date;
}

type Listener<P, E> = (page: P, event: E) => void;

interface Waiter<P> {
  wanted: (page: P) => boolean;
  resolve: (page: P) => void;
  reject: (error: Error) => void;
}

/** All calls, or all messages, that the carrier remembers, and a way to wait for what becomes of them. */
export class Book<P extends Page, E extends Entry> {
  readonly #noun: string;
  readonly #pages = new Map<string, P>();
  readonly #settled = new Set<string>();
  readonly #listeners = new Set<Listener<P, E>>();
  /** By the SID of the one page they wait for; under the empty string those who wait for any. */
  readonly #waiters = new Map<string, Set<Waiter<P>>>();
  #closed = false;

  /** @param noun what a page is about, for errors */
  constructor(noun: string) {
    this.#noun = noun;
  }

  /** Oldest first; only those to `to`, if it is given. */
  pages({ to }: { to?: string | undefined }): P[] {
    return [...this.#pages.values()].filter((page) => to === undefined || page.to === to);
  }

  page(sid: string): P | undefined {
    return this.#pages.get(sid);
  }

  /** Rejects if the page is unknown, or the book is closed before. */
  async settled(sid: string): Promise<P> {
    const page = this.#pages.get(sid);
    if (page === undefined) throw new Error(`There is no ${this.#noun} ${sid}.`);
    return page.settled ? page : await this.#wait(sid, ({ settled }) => settled);
  }

  /** Rejects if the book is closed before. */
  async waitFor(wanted: (page: P) => boolean): Promise<P> {
    return this.pages({}).find(wanted) ?? (await this.#wait('', wanted));
  }

  listen(listener: Listener<P, E>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  record(page: P, event: E): void {
    page.updatedAt = event.at;
    this.#pages.set(page.sid, page);
    for (const listener of this.#listeners) listener(page, event);
    this.#wake(page, page.sid);
    this.#wake(page, '');
    if (event.type === 'settled') this.#forgetBeyond(page);
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
    for (const waiters of this.#waiters.values())
      for (const { reject } of waiters) reject(new Error('The simulator was closed.'));
    this.#waiters.clear();
  }

  #wait(key: string, wanted: Waiter<P>['wanted']): Promise<P> {
    if (this.#closed) return Promise.reject(new Error('The simulator was closed.'));
    const waiters = this.#waiters.get(key) ?? new Set();
    this.#waiters.set(key, waiters);
    return new Promise((resolve, reject) => waiters.add({ wanted, resolve, reject }));
  }

  #wake(page: P, key: string): void {
    const waiters = this.#waiters.get(key);
    if (waiters === undefined) return;
    for (const waiter of waiters) {
      if (!waiter.wanted(page)) continue;
      waiters.delete(waiter);
      waiter.resolve(page);
    }
    if (waiters.size === 0) this.#waiters.delete(key);
  }

  #forgetBeyond(page: P): void {
    this.#settled.add(page.sid);
    const [oldest] = this.#settled;
    if (this.#settled.size <= settledPagesKept || oldest === undefined) return;
    this.#settled.delete(oldest);
    this.#pages.delete(oldest);
  }
}
