import type { VerificationRecord } from '#ports/store.ts';
import { applyEvent } from './apply-event.ts';
import type { Dependencies } from './dependencies.ts';

/** Looked at in one go. */
const BATCH = 50;

/**
 * Cancels the verifications of a user that are not over, and hangs up their calls.
 * @param factorId only those that call this phone
 */
export async function cancelOpen(
  deps: Dependencies,
  { applicationId, userId }: { applicationId: string; userId: string },
  factorId?: string,
): Promise<void> {
  for (const status of ['pending', 'retry'] as const) {
    let page: VerificationRecord[];
    let before: string | undefined;
    do {
      page = await deps.store.list({ applicationId, userId, status, before, limit: BATCH });
      for (const { id, factorId: called } of page) {
        if (factorId !== undefined && called !== factorId) continue;
        await applyEvent(deps, { applicationId, id }, { type: 'cancel_requested' }, { source: 'api' });
      }
      before = page.at(-1)?.id;
    } while (page.length === BATCH);
  }
}
