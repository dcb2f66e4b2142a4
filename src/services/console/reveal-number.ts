import type { Scope } from '#ports/console-search.ts';
import type { StaffRecord } from '#ports/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { noSuchVerification } from '../refusals.ts';
import { audited } from './audited.ts';

/**
 * The number of a verification in clear, E.164, once it is written down who asked for it and why.
 * @throws ApiError `not_found`
 */
export async function revealNumber(
  deps: Pick<Dependencies, 'consoleSearch' | 'audit' | 'clock' | 'log'>,
  staff: StaffRecord,
  scope: Scope,
  { id, reason }: { id: string; reason: string },
): Promise<string> {
  const found = await deps.consoleSearch.reveal(scope, id);
  if (!found) throw noSuchVerification();
  const subject = { type: 'verification', id } as const;
  const deed = { action: 'number.reveal', subject, applicationId: found.applicationId, reason } as const;
  return audited(deps, staff, deed, async () => found.number);
}
