import { v7 as uuidv7 } from 'uuid';
import { SESSION_IDLE_SECONDS, SESSION_LIFE_SECONDS } from '#domain/staff.ts';
import type { StaffRecord, StaffSession } from '#ports/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { deviceName } from '../device-name.ts';
import { hashOf, newSecret } from '../random-secret.ts';

/** What a browser gets for signing in. */
export interface SignedIn {
  /** Of its cookie: 256 random bits, of which the hash is kept. */
  token: string;
  session: StaffSession;
}

/**
 * Opens a session for an account whose sign-in was right.
 * @param flowId of the visit that has to be completed first; null: none
 */
export async function openSession(
  { staff: store, clock }: Pick<Dependencies, 'staff' | 'clock'>,
  staff: StaffRecord,
  { flowId, userAgent }: { flowId: string | null; userAgent: string | undefined },
): Promise<SignedIn> {
  const { secret, hash } = newSecret();
  const at = clock.now();
  const session = {
    ...{ id: uuidv7(), flowId, userAgent: deviceName(userAgent), createdAt: at, seenAt: at },
    expiresAt: new Date(at.getTime() + SESSION_LIFE_SECONDS * 1000),
  };
  await store.openSession({ ...session, staffId: staff.id, tokenHash: hash });
  return { token: secret, session: { ...session, staff } };
}

/**
 * The session of a browser's cookie; null when none is in force.
 * @param isUse whether somebody is there: the session is then marked as used. What a page asks by itself is no use.
 */
export async function useSession(
  { staff, clock }: Pick<Dependencies, 'staff' | 'clock'>,
  token: string | undefined,
  isUse = true,
): Promise<StaffSession | null> {
  if (token === undefined) return null;
  const at = clock.now();
  const idleSince = new Date(at.getTime() - SESSION_IDLE_SECONDS * 1000);
  return isUse ? staff.useSession(hashOf(token), at, idleSince) : staff.findSession(hashOf(token), at, idleSince);
}

/** Signs out: the cookie opens nothing from now on. */
export async function endOwnSession(
  deps: Pick<Dependencies, 'staff' | 'clock' | 'audit'>,
  session: StaffSession,
): Promise<void> {
  const at = deps.clock.now();
  if (!(await deps.staff.endSession(session.id, at))) return;
  const { id, email } = session.staff;
  await deps.audit.write({
    ...{ at, staffId: id, actor: email, action: 'session.sign_out', outcome: 'done', reason: null, data: {} },
    ...{ applicationId: null, subject: { type: 'staff', id } },
  });
}
