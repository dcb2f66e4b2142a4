import { placeAttempt } from '#services/place-attempt.ts';
import type { ServiceByHand } from '../services/harness.ts';

/** Places every attempt whose time has come by the test's clock, as a worker does. Tells how many there were. */
export async function placeDue({ deps, clock }: Pick<ServiceByHand, 'deps' | 'clock'>): Promise<number> {
  const now = clock.now();
  const due = await deps.sweeps.unclaimedAttempts(new Date(now.getTime() + 1), now, 100);
  for (const { attemptId } of due) await placeAttempt(deps, attemptId);
  return due.length;
}
