type Stop = () => Promise<unknown> | unknown;

/** What was started, to be stopped in reverse, once, however the run ends. */
export interface Cleanup {
  /** To be called before the thing is started: an interruption may come at any time. Throws once cleaning up has begun: nothing more is to be started. */
  add(stop: Stop): void;
  run(): Promise<void>;
  hasBegun(): boolean;
}

export function createCleanup(): Cleanup {
  const stops: Stop[] = [];
  let running: Promise<void> | undefined;
  async function stopAll(): Promise<void> {
    for (let stop = stops.pop(); stop; stop = stops.pop()) {
      try {
        await stop();
      } catch (error) {
        console.error(`Could not clean up: ${(error as Error).message}`);
      }
    }
  }
  return {
    add(stop) {
      if (running) throw new Error('The run was interrupted.');
      stops.push(stop);
    },
    run() {
      running ??= stopAll();
      return running;
    },
    hasBegun: () => running !== undefined,
  };
}
