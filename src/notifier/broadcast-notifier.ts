import { randomUUID } from 'node:crypto';
import type { Notifier } from '#ports/notifier.ts';
import { createListeners } from './listeners.ts';

/** A way to all processes, this one included. */
export interface Broadcast {
  send(message: string): Promise<void>;
  close(): Promise<void>;
}

export interface ClosableNotifier extends Notifier {
  close(): Promise<void>;
}

/** Words are gathered for this long: a NOTIFY per write would take two thirds of Postgres's write rate. */
const GATHER_MS = 10;
/** Below the 8,000 bytes that Postgres allows in a NOTIFY. */
const IDS_PER_MESSAGE = 200;

/**
 * Wakes waiters of this process at once and those of others by one broadcast per tick.
 * @param open opens the broadcast, and hands over what arrives on it.
 */
export async function openBroadcastNotifier(
  open: (onMessage: (message: string) => void) => Promise<Broadcast>,
): Promise<ClosableNotifier> {
  const self = randomUUID();
  const listeners = createListeners();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const broadcast = await open((message) => {
    const [sender, ...ids] = message.split(' ');
    if (sender !== self) for (const id of ids) listeners.wake(id);
  });

  async function flush(): Promise<void> {
    const ids = [...changed];
    changed.clear();
    for (let i = 0; i < ids.length; i += IDS_PER_MESSAGE) {
      // A lost word costs a waiter its re-read interval, no more.
      await broadcast.send([self, ...ids.slice(i, i + IDS_PER_MESSAGE)].join(' ')).catch(() => undefined);
    }
    // Only now: one flush at a time keeps words in the order in which they were published.
    timer = changed.size > 0 ? setTimeout(flush, GATHER_MS) : undefined;
  }

  return {
    publish(id) {
      listeners.wake(id);
      changed.add(id);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    subscribe: (id, listener) => listeners.add(id, listener),
    subscribeToAll: (listener) => listeners.addForAll(listener),
    async close() {
      clearTimeout(timer);
      await flush();
      await broadcast.close();
    },
  };
}
