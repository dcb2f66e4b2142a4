import { v7 as uuidv7 } from 'uuid';
import type { Role } from '#domain/staff.ts';
import type { AuditNote } from '#ports/audit.ts';
import type { ChangeStaffOutcome, StaffRecord } from '#ports/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { hashPassword } from './staff-password.ts';

/** Accounts as whoever runs the service keeps them: without a session, by the command line. */
export type AccountDependencies = Pick<Dependencies, 'staff' | 'audit' | 'clock'>;

export interface NewAccount {
  email: string;
  displayName: string;
  role: Role;
  applicationId: string | null;
  /** Null: signs in by OpenID Connect alone. */
  password: string | null;
}

/** Null when there is an account with this address. */
export async function createAccount(
  deps: AccountDependencies,
  { password, email, ...account }: NewAccount,
): Promise<StaffRecord | null> {
  const staff: StaffRecord = {
    ...{ ...account, id: uuidv7(), email: email.toLowerCase(), oidcSubject: null, phoneRequired: false },
    ...{ createdAt: deps.clock.now(), disabledAt: null },
    passwordHash: password === null ? null : await hashPassword(password),
  };
  if (!(await deps.staff.create(staff))) return null;
  await write(deps, staff, { action: 'staff.create', data: { email: staff.email, role: staff.role } });
  return staff;
}

/** Signs the person out everywhere. @param options.phoneOff whether the phone is asked for no more */
export async function setPassword(
  deps: AccountDependencies,
  { id }: StaffRecord,
  password: string,
  { phoneOff }: { phoneOff: boolean },
): Promise<void> {
  const changes = { passwordHash: await hashPassword(password), ...(phoneOff && { phoneRequired: false }) };
  const changed = await deps.staff.change(id, changes, deps.clock.now());
  if (changed.outcome !== 'changed') throw new Error(`The account was not changed: ${changed.outcome}.`);
  await write(deps, changed.staff, {
    action: 'staff.manage',
    data: { password: 'set', ...(phoneOff && { phone: 'off' }) },
  });
}

/** Signs the person out everywhere, and lets them in no more. */
export async function disableAccount(deps: AccountDependencies, { id }: StaffRecord): Promise<ChangeStaffOutcome> {
  const at = deps.clock.now();
  const changed = await deps.staff.change(id, { disabledAt: at }, at);
  if (changed.outcome === 'changed')
    await write(deps, changed.staff, { action: 'staff.manage', data: { disabled: true } });
  return changed;
}

async function write(
  { audit, clock }: AccountDependencies,
  { id, applicationId }: StaffRecord,
  deed: Pick<AuditNote, 'action' | 'data'>,
): Promise<void> {
  await audit.write({
    ...{ at: clock.now(), staffId: null, actor: 'command line', outcome: 'done', reason: null },
    ...{ applicationId, subject: { type: 'staff', id }, ...deed },
  });
}
