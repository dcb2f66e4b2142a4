import type { Clock } from '#ports/clock.ts';

/** A clock that moves only when it is told to. */
export interface ManualClock extends Clock {
  advanceSeconds(seconds: number): void;
}

export function createManualClock(start = new Date()): ManualClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advanceSeconds(seconds) {
      now += seconds * 1000;
    },
  };
}
