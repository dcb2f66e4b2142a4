import { findCode } from '#domain/code-input.ts';
import type { Flow } from '#domain/flow.ts';
import type { VerificationRecord } from '#ports/store.ts';
import { resendCode, retryVerification } from '../change-verification.ts';
import { checkCode } from '../check-code.ts';
import type { Dependencies } from '../dependencies.ts';
import { unacceptable } from '../refusals.ts';
import { countCheck, countStart } from './limits.ts';
import { endCall, putInQuestion } from './question.ts';
import { conflict, readVisit, requireStep, type Visit } from './visit.ts';

/** Another attempt by the same phone. @throws ApiError `too_many_requests`; as `retryVerification` */
export function retryCall(deps: Dependencies, flow: Flow): Promise<Visit> {
  return callAgain(deps, flow, retryVerification);
}

/** The code once more. @throws ApiError `too_many_requests`; as `resendCode` */
export function resendCall(deps: Dependencies, flow: Flow): Promise<Visit> {
  return callAgain(deps, flow, resendCode);
}

async function callAgain(deps: Dependencies, flow: Flow, again: typeof retryVerification): Promise<Visit> {
  const { applicationId, id } = callOf(await readVisit(deps, flow));
  await countStart(deps, flow, async () => Boolean(await again(deps, applicationId, id, null)));
  return readVisit(deps, flow);
}

/**
 * Ends the call. Where the person is in their account, they are there again; else the phone stays the one in question.
 * Not an error where there is no call.
 */
export async function cancelCall(deps: Dependencies, flow: Flow): Promise<Visit> {
  const visit = await readVisit(deps, flow);
  requireStep(visit, 'reauthenticate', 'verify', 'challenge', 'account');
  const inAccount = visit.flow.kind === 'account' && visit.flow.status === 'verified';
  if (inAccount && visit.step !== 'account') await putInQuestion(deps, visit, null);
  else await endCall(deps, visit);
  return readVisit(deps, flow);
}

/**
 * Tries the code that is in what was typed or pasted. What holds none is no try.
 * @throws ApiError `not_acceptable_value`, `too_many_requests`; as `checkCode`
 */
export async function checkTyped(deps: Dependencies, flow: Flow, typed: string): Promise<Visit> {
  const { applicationId, id } = callOf(await readVisit(deps, flow));
  const code = findCode(typed);
  if (code === null) throw unacceptable('code', 'must hold the six digits of the code, once');
  await countCheck(deps, flow);
  await checkCode(deps, applicationId, id, code);
  return readVisit(deps, flow);
}

/** @throws ApiError `state_conflict` */
function callOf(visit: Visit): VerificationRecord {
  requireStep(visit, 'verify', 'challenge');
  if (!visit.verification) throw conflict('There is no call or message yet: start one.');
  return visit.verification;
}
