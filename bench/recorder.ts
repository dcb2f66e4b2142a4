import { quantile } from './quantile.ts';

/** What is timed. `webhook`: sent to answered. `keyToPoll`: # sent to the login's having `verified`. */
export const timings = ['create', 'createToDial', 'webhook', 'keyToPoll'] as const;
export type Timing = (typeof timings)[number];

export interface Summary {
  count: number;
  p50Ms: number;
  p99Ms: number;
}

/** Collects what happens while it is open; what comes before (warm-up) and after (drain) is left out. */
export interface Recorder {
  /** Begins to measure. */
  open(): void;
  /** Ends to measure. @returns measured seconds. */
  close(): number;
  time(timing: Timing, ms: number): void;
  lifeCycleDone(polls: number): void;
  /** Errors count whenever they happen. */
  error(what: string): void;
  lifeCycles(): number;
  polls(): number;
  summary(timing: Timing): Summary;
  errors(): Record<string, number>;
}

export function createRecorder(): Recorder {
  const samples = Object.fromEntries(timings.map((timing) => [timing, []])) as unknown as Record<Timing, number[]>;
  const errors = new Map<string, number>();
  let openedAt: number | null = null;
  let lifeCycles = 0;
  let polls = 0;
  return {
    open() {
      openedAt = performance.now();
    },
    close() {
      const seconds = (performance.now() - (openedAt ?? performance.now())) / 1000;
      openedAt = null;
      return seconds;
    },
    time(timing, ms) {
      if (openedAt !== null) samples[timing].push(ms);
    },
    lifeCycleDone(count) {
      if (openedAt === null) return;
      lifeCycles += 1;
      polls += count;
    },
    error: (what) => void errors.set(what, (errors.get(what) ?? 0) + 1),
    lifeCycles: () => lifeCycles,
    polls: () => polls,
    summary(timing) {
      const sorted = samples[timing].sort((a, b) => a - b);
      return { count: sorted.length, p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) };
    },
    errors: () => Object.fromEntries(errors),
  };
}
