import { ApiError } from '#errors';
import type { StaffRecord } from '#ports/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { startPhoneVisit } from './phone.ts';
import { openSession, type SignedIn } from './sessions.ts';
import { countingFailures } from './sign-in-limits.ts';
import { isPassword } from './staff-password.ts';

/** Who asks, as far as the edge knows. */
export interface Visitor {
  ip: string;
  userAgent: string | undefined;
}

type By = 'password' | 'openid' | 'phone';

/**
 * The account of this address and password. Unknown addresses, disabled accounts and wrong passwords take as long, and
 * are answered alike.
 * @param given.email in lower case
 * @throws ApiError `sign_in_failed`, `too_many_requests`
 */
export async function checkPassword(
  deps: Dependencies,
  { email, password }: { email: string; password: string },
  { ip }: Visitor,
): Promise<StaffRecord> {
  const checked = await countingFailures(deps.rateLimits, { email, ip }, async () => {
    const staff = await deps.staff.findByEmail(email);
    const inForce = staff?.disabledAt === null ? staff : null;
    if ((await isPassword(inForce?.passwordHash ?? null, password)) && inForce) return inForce;
    await writeSignInFailure(deps, staff, { by: 'password', ip });
    return null;
  });
  if (!checked) throw new ApiError('sign_in_failed', 'The address or the password is not right.');
  return checked;
}

/**
 * Opens a session for somebody who has shown who they are.
 * @returns where the phone is asked for, before the session opens anything; null where it is not
 */
export async function letIn(
  deps: Dependencies,
  staff: StaffRecord,
  { by, ip, userAgent }: Visitor & { by: By },
): Promise<SignedIn & { location: string | null }> {
  const visit = staff.phoneRequired ? await startPhoneVisit(deps, staff, 'signin') : null;
  const signedIn = await openSession(deps, staff, { flowId: visit?.flowId ?? null, userAgent });
  await writeSignIn(deps, staff, { by, ip, ...(visit && { next: 'phone' }) });
  return { ...signedIn, location: visit?.location ?? null };
}

export async function writeSignIn(
  { audit, clock }: Dependencies,
  { id, email }: StaffRecord,
  data: { by: By; ip: string; next?: 'phone' },
): Promise<void> {
  await audit.write({
    ...{ at: clock.now(), staffId: id, actor: email, action: 'session.sign_in', outcome: 'done', reason: null },
    ...{ applicationId: null, subject: { type: 'staff', id }, data },
  });
}

/** What was typed is not written down: it may have been a password in the wrong field. */
export async function writeSignInFailure(
  { audit, clock }: Dependencies,
  staff: StaffRecord | null,
  data: { by: By; ip: string; because?: string },
): Promise<void> {
  await audit.write({
    ...{ at: clock.now(), staffId: null, actor: staff?.email ?? 'somebody unknown', action: 'session.sign_in' },
    ...{
      outcome: 'failed',
      applicationId: null,
      subject: staff && { type: 'staff', id: staff.id },
      reason: null,
      data,
    },
  });
}
