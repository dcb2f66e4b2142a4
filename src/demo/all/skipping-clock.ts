import type { Clock } from '#ports/clock.ts';

/** Time as it is, and whatever was skipped of it. */
export interface SkippingClock extends Clock {
  skip(seconds: number): void;
}

export function createSkippingClock(): SkippingClock {
  let skippedMs = 0;
  return {
    now: () => new Date(Date.now() + skippedMs),
    skip(seconds) {
      skippedMs += seconds * 1000;
    },
  };
}
