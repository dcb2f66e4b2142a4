import type { Notifier } from '#ports/notifier.ts';

/** A word of the notifier can be lost (a broken connection): waiters look for themselves this often. */
const RE_READ_MS = 5_000;

export interface WaitLimits {
  /** At most so long. */
  waitMs: number;
  /** Aborted when the client went away. */
  gone: AbortSignal;
}

/** Waits for changes of what was read. Hear first and read second, so that no change falls in between. */
export interface Waiting {
  /** Wakes on changes of this too. False where that was so already. */
  hear(id: string): boolean;
  /** Resolves at the next change from the moment of the call, or when it is time to look anyway. */
  next(): Promise<void>;
  /** Whether to answer with what there is: the time is over, the client is gone or the process stops. */
  isOver(): boolean;
  /** To be called in the end: nothing is heard any more. */
  stop(): void;
}

export function startWaiting(
  { notifier, stopping }: { notifier: Notifier; stopping: AbortSignal },
  { waitMs, gone }: WaitLimits,
): Waiting {
  let ring = () => {};
  const wake = () => ring();
  const over = AbortSignal.any([gone, stopping]);
  over.addEventListener('abort', wake);
  const deadline = performance.now() + waitMs;
  const timers = [setTimeout(wake, waitMs), setInterval(wake, RE_READ_MS)];
  const heard = new Map<string, () => void>();
  return {
    hear(id) {
      if (heard.has(id)) return false;
      heard.set(id, notifier.subscribe(id, wake));
      return true;
    },
    next: () =>
      new Promise((resolve) => {
        ring = resolve;
      }),
    isOver: () => over.aborted || performance.now() >= deadline,
    stop() {
      timers.forEach(clearInterval);
      over.removeEventListener('abort', wake);
      for (const unsubscribe of heard.values()) unsubscribe();
    },
  };
}
