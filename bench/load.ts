import { setTimeout as delay } from 'node:timers/promises';
import { type LifeCycleTools, runLifeCycle } from './life-cycle.ts';

export interface LoadOptions {
  concurrency: number;
  seconds: number;
  /** The load runs for this long and for this many life-cycles before measuring: a slow machine needs longer to get going. */
  warmUpSeconds: number;
  warmUpLifeCycles: number;
  /** Called when measuring begins and when it ends, with the load unchanged around it. */
  onOpen: () => Promise<void>;
  onClose: () => Promise<void>;
}

/** A warm-up that takes longer is cut off. */
const WARM_UP_AT_MOST_MS = 30_000;

/** Different for every life-cycle of a run: +1, a three-digit code, 555 and four digits. */
function phoneNumber(count: number): string {
  return `+1${200 + Math.floor(count / 10_000)}555${String(count % 10_000).padStart(4, '0')}`;
}

/**
 * Closed loop: `concurrency` life-cycles are under way all the time. Those under way at the end are finished, so
 * that each can be held to its outcome.
 * @returns how many ended as they should, warm-up and drain included.
 */
export async function runLoad(tools: LifeCycleTools, options: LoadOptions): Promise<number> {
  let started = 0;
  let finished = 0;
  let over = false;
  const lane = async () => {
    while (!over) {
      const to = phoneNumber(started++);
      try {
        await runLifeCycle(tools, to);
        finished += 1;
      } catch (error) {
        tools.recorder.error((error as Error).message);
        // A service that refuses at once must not be asked as fast as the machine can.
        await delay(100);
      }
    }
  };
  const lanes = Array.from({ length: options.concurrency }, lane);
  await delay(options.warmUpSeconds * 1000);
  const patience = performance.now() + WARM_UP_AT_MOST_MS;
  while (finished < options.warmUpLifeCycles && performance.now() < patience) await delay(50);
  await options.onOpen();
  await delay(options.seconds * 1000);
  await options.onClose();
  over = true;
  await Promise.all(lanes);
  return finished;
}
