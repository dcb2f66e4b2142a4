import type { Role } from '#domain/staff.ts';
import { ApiError } from '#errors';
import type { StaffRecord } from '#ports/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { conflict } from '../flow/visit.ts';
import { unacceptable } from '../refusals.ts';
import { audited } from './audited.ts';

export interface AccountChanges {
  role?: Role | undefined;
  /** Null: all applications. */
  applicationId?: string | null | undefined;
  disabled?: boolean | undefined;
}

/**
 * Changes what somebody of the staff may do; they are signed out by it.
 * @throws ApiError `not_found` for whom the administrator does not see; `forbidden` for oneself and for more than one
 * has; `state_conflict` for the last administrator
 */
export async function changeAccount(
  deps: Dependencies,
  by: StaffRecord,
  id: string,
  { disabled, ...changes }: AccountChanges,
  reason: string,
): Promise<StaffRecord> {
  const staff = await findAccount(deps, by, id);
  const subject = { type: 'staff', id } as const;
  const deed = { action: 'staff.manage', subject, applicationId: staff.applicationId, reason } as const;
  return audited(deps, by, { ...deed, data: { email: staff.email, ...changes, disabled } }, async () => {
    if (id === by.id) throw new ApiError('forbidden', 'Nobody changes their own account: ask another administrator.');
    await requireGrantable(deps, by, changes.applicationId);
    const at = deps.clock.now();
    const disabledAt = disabled === undefined ? {} : { disabledAt: disabled ? (staff.disabledAt ?? at) : null };
    const changed = await deps.staff.change(id, { ...changes, ...disabledAt }, at);
    if (changed.outcome === 'unknown') throw noSuchAccount();
    if (changed.outcome === 'last_administrator') {
      throw conflict('This is the last administrator of all applications: make another one first.');
    }
    return changed.staff;
  });
}

/** Ends a session: whoever has it open is signed out. @throws ApiError `not_found` */
export async function endSessionOf(deps: Dependencies, by: StaffRecord, id: string): Promise<void> {
  const at = deps.clock.now();
  const session = (await deps.staff.sessions(at)).find((each) => each.id === id);
  if (!session || !sees(by, session.staff)) throw new ApiError('not_found', 'There is no session with this id.');
  const { staff } = session;
  const subject = { type: 'staff', id: staff.id } as const;
  const deed = { action: 'staff.manage', subject, applicationId: staff.applicationId, reason: null } as const;
  await audited(deps, by, { ...deed, data: { email: staff.email, session: 'ended' } }, () =>
    deps.staff.endSession(id, at),
  );
}

/** Administrators of one application see the staff of that application alone. */
export function sees(by: StaffRecord, staff: StaffRecord): boolean {
  return by.applicationId === null || by.applicationId === staff.applicationId;
}

async function findAccount(deps: Dependencies, by: StaffRecord, id: string): Promise<StaffRecord> {
  const staff = await deps.staff.find(id);
  if (!staff || !sees(by, staff)) throw noSuchAccount();
  return staff;
}

/** Nobody gives what they do not have. */
async function requireGrantable({ applications }: Dependencies, by: StaffRecord, applicationId?: string | null) {
  if (applicationId === undefined) return;
  if (by.applicationId !== null && by.applicationId !== applicationId) {
    throw new ApiError('forbidden', 'You can give access to your own application only.');
  }
  if (applicationId !== null && !(await applications.findById(applicationId))) {
    throw unacceptable('applicationId', 'is not the id of an application');
  }
}

function noSuchAccount(): ApiError {
  return new ApiError('not_found', 'There is no account with this id.');
}
