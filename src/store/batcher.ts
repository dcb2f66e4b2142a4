import { StoreUnavailable } from '#ports/store.ts';

/** How a batcher gathers. */
export interface BatchOptions<T> {
  /** Items with the same key never share a batch: one statement cannot write a row twice. */
  keyOf: (item: T) => string;
  /** Batches under way at the same time. While that many are, newcomers gather for the next. */
  inFlight: number;
  /** Items in a batch at most. */
  size: number;
}

interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/**
 * Does together what many ask for one by one: a lone item goes at once, and under load one round trip and one
 * commit serve all that came meanwhile. A batch that fails is tried item by item, so that nobody pays for another's
 * mistake; unless the database is away, which all are told at once instead of waiting for it in turn.
 * @param run gives the results in the order of the items
 */
export function createBatcher<T, R>(
  run: (items: T[]) => Promise<R[]>,
  { keyOf, inFlight, size }: BatchOptions<T>,
): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let running = 0;
  let scheduled = false;

  /** Takes the first items whose keys differ; the rest keep their order. */
  function takeBatch(): Waiting<T, R>[] {
    const batch = new Map<string, Waiting<T, R>>();
    const rest: Waiting<T, R>[] = [];
    for (const each of waiting) {
      const key = keyOf(each.item);
      if (batch.size < size && !batch.has(key)) batch.set(key, each);
      else rest.push(each);
    }
    waiting = rest;
    return [...batch.values()];
  }

  async function serve(batch: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await run(batch.map(({ item }) => item));
      for (const [i, { resolve }] of batch.entries()) resolve(results[i] as R);
    } catch (error) {
      const hopeless = batch.length === 1 || error instanceof StoreUnavailable;
      for (const each of batch) {
        if (hopeless) each.reject(error);
        else await serve([each]);
      }
    }
  }

  function pump(): void {
    if (scheduled || waiting.length === 0 || running >= inFlight) return;
    scheduled = true;
    // What the same turn of the event loop brings comes along.
    setImmediate(() => {
      scheduled = false;
      while (waiting.length > 0 && running < inFlight) {
        running += 1;
        void serve(takeBatch()).finally(() => {
          running -= 1;
          pump();
        });
      }
    });
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      pump();
    });
}
