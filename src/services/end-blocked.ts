import { applyEvent } from './apply-event.ts';
import type { Dependencies } from './dependencies.ts';

/** Looked at in one go; the sweep goes on where more are open. */
const BATCH = 200;

/** Ends what is still open of whoever is blocked: of one user, or of everybody. */
export async function endBlocked(deps: Dependencies, user?: { applicationId: string; userId: string }): Promise<void> {
  const source = user ? 'api' : 'sweep';
  for (const { attemptId } of await deps.store.openOfBlocked(deps.clock.now(), BATCH, user)) {
    await applyEvent(deps, { attemptId }, { type: 'user_blocked' }, { source });
  }
}
