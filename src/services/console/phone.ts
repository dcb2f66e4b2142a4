import type { FlowKind } from '#domain/flow.ts';
import { ApiError } from '#errors';
import type { StaffRecord, StaffSession } from '#ports/staff.ts';
import type { ApplicationRecord } from '#ports/store.ts';
import { findOrCreate } from '../applications.ts';
import type { Dependencies } from '../dependencies.ts';
import { completeFlow } from '../flow/complete.ts';
import { createFlow } from '../flow/create-flow.ts';
import { conflict } from '../flow/visit.ts';

/** The application under which staff are verified by this very service. Its users are ids of staff. */
export const CONSOLE_APPLICATION = 'console';

/** Whether there is a phone to protect the sign-in with. */
export async function hasPhone({ applications, factors }: Dependencies, { id }: StaffRecord): Promise<boolean> {
  const application = await applications.findByName(CONSOLE_APPLICATION);
  if (!application) return false;
  return (await factors.list(application.id, id)).some(({ status }) => status === 'verified');
}

/**
 * Sends somebody of the staff to the hosted pages.
 * @param kind `signin` to be asked for the phone, `account` to set up phones
 * @returns the visit's id, and the address that opens it once
 */
export async function startPhoneVisit(
  deps: Dependencies,
  { id: userId }: StaffRecord,
  kind: FlowKind,
): Promise<{ flowId: string; location: string }> {
  const application = await ensureConsole(deps);
  // They come back here, whatever the application has registered.
  const returnUrl = new URL(`${deps.publicUrl}/console/phone`).href;
  const settings = { ...application.settings, returnUrls: [returnUrl] };
  const { flow, url } = await createFlow(deps, {
    ...{ application: { ...application, settings }, userId, kind, returnUrl },
    ...{ reauthenticateUrl: null, rememberDays: null, purpose: 'console', context: null },
  });
  return { flowId: flow.id, location: url };
}

/**
 * Completes a visit with the code that came back. Where the session waited for it, it is let in now.
 * @throws ApiError `sign_in_failed` for another visit than the one that the session waits for, for another person's,
 * and for a bypass: whoever supports people must not be able to let themselves in as their administrator
 */
export async function completePhone(
  deps: Dependencies,
  { id, flowId: awaited, staff }: StaffSession,
  { flow, code }: { flow: string; code: string },
): Promise<void> {
  const notYours = new ApiError('sign_in_failed', 'The phone was not verified for this sign-in: sign in again.');
  if (awaited !== null && awaited !== flow) throw notYours;
  const application = await ensureConsole(deps);
  const { userId, method } = await completeFlow(deps, application.id, flow, code);
  if (userId !== staff.id || method === 'bypass') throw notYours;
  if (awaited !== null && !(await deps.staff.completeSession(id, flow))) throw notYours;
}

/** @throws ApiError `state_conflict` where there is no phone to ask for */
export async function requirePhone(deps: Dependencies, staff: StaffRecord): Promise<void> {
  if (!(await hasPhone(deps, staff))) throw conflict('There is no verified phone to ask for: set one up first.');
}

async function ensureConsole({ applications }: Dependencies): Promise<ApplicationRecord> {
  const { application, made } = await findOrCreate(applications, CONSOLE_APPLICATION, 'poundkey');
  if (made) await applications.changeSettings(application.id, { appPasswords: false });
  return application;
}
