import { explainError } from './expected-error.ts';

/** What was started, to be stopped in reverse. */
export interface Stops {
  add(what: string, stop: () => Promise<unknown>): void;
  /** Stops everything, whatever fails on the way. Cut off after `withinMs`. */
  run(withinMs: number): Promise<'stopped' | 'cut off'>;
}

export function createStops(): Stops {
  const parts: { what: string; stop: () => Promise<unknown> }[] = [];
  const stopAll = async (): Promise<'stopped'> => {
    for (const { what, stop } of parts.splice(0).reverse()) {
      await stop().catch((error: unknown) => console.error(`Could not stop ${what}: ${explainError(error)}`));
    }
    return 'stopped';
  };
  return {
    add: (what, stop) => void parts.push({ what, stop }),
    async run(withinMs) {
      const { promise, resolve } = Promise.withResolvers<'cut off'>();
      const timer = setTimeout(() => resolve('cut off'), withinMs);
      return Promise.race([stopAll(), promise]).finally(() => clearTimeout(timer));
    },
  };
}
