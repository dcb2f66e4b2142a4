import { setTimeout } from 'node:timers/promises';
import { StoreUnavailable } from '#ports/store.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { sweeps } from '#services/sweep.ts';

/** How often each sweep runs in one worker. Any number of workers may run them: the store shares out the rows. */
const intervalsMs: Record<keyof typeof sweeps, number> = {
  requeueUnclaimed: 1_000,
  expire: 1_000,
  giveUpHopeless: 2_000,
  settleSilentAttempts: 5_000,
  endBlocked: 5_000,
  deliverEvents: 1_000,
  forgetIdempotencyKeys: 60_000,
  forgetFlows: 60_000,
  forgetDevices: 60_000,
  forgetStaffSessions: 60_000,
  countHours: 15_000,
  learnPrices: 5_000,
};

/** Runs every sweep over and over. @returns stop: resolves when the sweeps under way are done. */
export function startSweeper(deps: Dependencies): () => Promise<void> {
  const stopping = new AbortController();
  const loops = (Object.keys(sweeps) as (keyof typeof sweeps)[]).map(async (name) => {
    while (!stopping.signal.aborted) {
      await pause(intervalsMs[name], stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await sweeps[name](deps);
      } catch (error) {
        // The next round comes by itself; an outage of the database is told by whoever serves a request.
        const level = error instanceof StoreUnavailable ? 'debug' : 'warn';
        deps.log[level]('A sweep failed', { sweep: name, error: (error as Error).message });
      }
    }
  });
  return async () => {
    stopping.abort();
    await Promise.all(loops);
  };
}

/** Resolves after about `ms`, or when aborted. The spread keeps many workers from sweeping in step. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // Ends with an error only when aborted, and leaves no listener behind: a worker pauses for as long as it lives.
  await setTimeout(ms * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
}
