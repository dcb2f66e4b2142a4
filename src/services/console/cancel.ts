import type { Scope, WholeVerification } from '#ports/console-search.ts';
import type { StaffRecord } from '#ports/staff.ts';
import { cancelVerification } from '../change-verification.ts';
import type { Dependencies } from '../dependencies.ts';
import { audited } from './audited.ts';
import { readWhole } from './read-verification.ts';

/**
 * Ends a verification that is under way, and its call.
 * @returns it as it is then
 * @throws ApiError `not_found`; `state_conflict` when it has ended otherwise
 */
export async function cancelByStaff(
  deps: Dependencies,
  staff: StaffRecord,
  scope: Scope,
  { id, reason }: { id: string; reason: string },
): Promise<WholeVerification> {
  const { applicationId } = await readWhole(deps, scope, id);
  const subject = { type: 'verification', id } as const;
  const deed = { action: 'verification.cancel', subject, applicationId, reason } as const;
  await audited(deps, staff, deed, () => cancelVerification(deps, applicationId, id));
  return readWhole(deps, scope, id);
}
