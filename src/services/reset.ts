import { cancelOpen } from './cancel-open.ts';
import type { Dependencies } from './dependencies.ts';
import { readUser } from './users.ts';

/** What is taken from a user. */
export interface ResetRequest {
  /** They must set up a phone again. */
  factors: boolean;
  appPasswords: boolean;
  rememberedDevices: boolean;
}

/**
 * Takes from a user what lets them in. Phones go first, and then what they could still be used for: nothing that
 * starts meanwhile can be missed, and a request that failed half way can be sent again.
 * @returns the user as they are now
 * @throws ApiError `not_found`.
 */
export async function resetUser(deps: Dependencies, applicationId: string, userId: string, reset: ResetRequest) {
  const whose = { applicationId, userId };
  await readUser(deps, applicationId, userId);
  if (reset.appPasswords) await deps.userSecrets.removeAllAppPasswords(whose);
  if (reset.factors) await removePhones(deps, applicationId, userId);
  // A browser was remembered for a phone that was answered: without phones there is none.
  if (reset.rememberedDevices || reset.factors) await deps.userSecrets.forgetAllDevices(whose);
  if (reset.factors) {
    for (const id of await deps.flows.endAll(applicationId, userId, 'reset')) deps.notifier.publish(id);
    await cancelOpen(deps, whose);
  }
  return readUser(deps, applicationId, userId);
}

async function removePhones({ factors }: Dependencies, applicationId: string, userId: string): Promise<void> {
  for (const { id } of await factors.list(applicationId, userId)) await factors.remove(applicationId, userId, id);
}
