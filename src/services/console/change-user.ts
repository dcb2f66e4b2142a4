import { may } from '#domain/staff.ts';
import { ApiError } from '#errors';
import type { StaffRecord } from '#ports/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { audited, type Deed } from './audited.ts';
import { CONSOLE_APPLICATION } from './phone.ts';
import { type Person, readWholeUser, type WholeUser } from './user-detail.ts';

/** What somebody does to a person, and why. */
export type UserDeed<T> = Omit<Deed<T>, 'subject' | 'applicationId'>;

/**
 * Changes something about a person whom we know, with an entry in the audit log.
 * @returns the person as they are then
 * @throws ApiError `not_found`; `forbidden` for somebody of the staff; whatever the work throws
 */
export async function changeUser<T>(
  deps: Dependencies,
  staff: StaffRecord,
  person: Person,
  deed: UserDeed<T>,
  work: () => Promise<T>,
): Promise<WholeUser> {
  // A name that was mistyped is no new person.
  await readWholeUser(deps, person);
  const subject = { type: 'user', id: person.userId } as const;
  await audited(deps, staff, { ...deed, subject, applicationId: person.application.id }, () => {
    requireMayChange(staff, person);
    return work();
  });
  return readWholeUser(deps, person);
}

/** Staff protect their sign-in by phones of this application: whoever takes one away could put their own in its place. */
function requireMayChange({ role, applicationId }: StaffRecord, { application }: Person): void {
  if (application.name !== CONSOLE_APPLICATION || (may(role, 'staff.manage') && applicationId === null)) return;
  throw new ApiError(
    'forbidden',
    'This is somebody of the staff, whose phone protects their sign-in: ask an administrator of all applications.',
  );
}
