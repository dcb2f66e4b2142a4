import type { Log } from './log.ts';

/** Work that nobody waits for, but that a clean stop does. */
export interface Background {
  /** Runs `work`; its failure is logged under `what` and goes no further. */
  run(what: string, work: () => Promise<unknown>): void;
  /** Resolves when nothing is running. */
  settled(): Promise<void>;
}

export function createBackground(log: Log): Background {
  const running = new Set<Promise<void>>();
  return {
    run(what, work) {
      const done: Promise<void> = work()
        .then(
          () => undefined,
          (error: Error) => log.warn(`${what} failed`, { error: error.message }),
        )
        .finally(() => running.delete(done));
      running.add(done);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
