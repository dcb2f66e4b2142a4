/** What was started, to be stopped in reverse, once, however the run ends. */
export interface Cleanup {
  add(stop: () => Promise<unknown> | unknown): void;
  run(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const stops: (() => Promise<unknown> | unknown)[] = [];
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
    add: (stop) => void stops.push(stop),
    run() {
      running ??= stopAll();
      return running;
    },
  };
}
