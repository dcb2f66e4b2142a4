import type { Flow } from '#domain/flow.ts';
import { ApiError } from '#errors';
import type { VerificationRecord } from '#ports/store.ts';
import type { AppPasswordRecord, RememberedDeviceRecord } from '#ports/user-secrets.ts';
import { createAppPassword, removeAppPassword } from '../app-passwords.ts';
import type { Dependencies } from '../dependencies.ts';
import { forgetDevice } from '../devices.ts';
import { removeFactor } from '../factors.ts';
import { putUser } from '../users.ts';
import { readVisit, requireStep, type Visit } from './visit.ts';

/** Calls and messages that are shown. */
const HISTORY = 20;

/** What the account page shows beside the phones. Newest first. */
export interface Account {
  appPasswords: AppPasswordRecord[];
  devices: RememberedDeviceRecord[];
  history: VerificationRecord[];
}

export async function readAccount(deps: Dependencies, flow: Flow): Promise<Account> {
  requireStep(await readVisit(deps, flow), 'account');
  return listAccount(deps, flow);
}

async function listAccount(deps: Dependencies, { applicationId, userId }: Flow): Promise<Account> {
  const whose = { applicationId, userId };
  const [appPasswords, devices, history] = await Promise.all([
    deps.userSecrets.appPasswords(whose),
    deps.userSecrets.devices(whose, deps.clock.now()),
    deps.store.list({ ...whose, limit: HISTORY }),
  ]);
  return { appPasswords, devices, history };
}

/** @throws ApiError `not_acceptable_value` for a phone that is not a verified one of the person */
export async function makeDefault(deps: Dependencies, flow: Flow, defaultFactorId: string): Promise<Visit> {
  requireStep(await readVisit(deps, flow), 'account');
  await putUser(deps, flow.applicationId, flow.userId, { defaultFactorId });
  return touch(deps, flow);
}

/**
 * Removes a phone, also the one that is being verified. The last verified one stays: without it, whoever knows the
 * password could set up one of their own.
 * @throws ApiError `not_found`, `state_conflict` for the last one
 */
export async function removePhone(deps: Dependencies, flow: Flow, id: string): Promise<Visit> {
  const visit = await readVisit(deps, flow);
  requireStep(visit, 'account', 'reauthenticate', 'verify', 'choose');
  await removeFactor(deps, { application: visit.application, userId: flow.userId }, id, { keepLast: true });
  // Its call has ended with it.
  if (visit.flow.factorId === id) await deps.flows.change(visit.flow, { factorId: null, verificationId: null });
  return touch(deps, flow);
}

/** Lets other tabs see what was changed beside the flow itself. Where one has changed the flow, they see it anyway. */
async function touch(deps: Dependencies, flow: Flow): Promise<Visit> {
  const visit = await readVisit(deps, flow);
  await deps.flows.change(visit.flow, {});
  deps.notifier.publish(flow.id);
  return readVisit(deps, flow);
}

/**
 * Makes an app password, after set-up or in the account. Returns it in clear: it cannot be shown again.
 * @throws ApiError `forbidden` where the application has none; `not_acceptable_value` for one more than may be
 */
export async function makeAppPassword(deps: Dependencies, flow: Flow, name: string) {
  const visit = await readVisit(deps, flow);
  if (!visit.settings.appPasswords) throw new ApiError('forbidden', 'App passwords are not used here.');
  requireStep(visit, 'app_password', 'account');
  return createAppPassword(deps, flow, name);
}

/** @throws ApiError `not_found` */
export async function dropAppPassword(deps: Dependencies, flow: Flow, id: string): Promise<Account> {
  requireStep(await readVisit(deps, flow), 'account');
  await removeAppPassword(deps, flow, id);
  return listAccount(deps, flow);
}

/** @throws ApiError `not_found` */
export async function dropDevice(deps: Dependencies, flow: Flow, id: string): Promise<Account> {
  requireStep(await readVisit(deps, flow), 'account');
  await forgetDevice(deps, flow, id);
  return listAccount(deps, flow);
}
