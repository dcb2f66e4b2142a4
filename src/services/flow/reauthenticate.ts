import type { Flow } from '#domain/flow.ts';
import { isPasswordNeeded } from '#domain/flow-step.ts';
import type { Dependencies } from '../dependencies.ts';
import { unacceptable } from '../refusals.ts';
import { address } from './returning.ts';
import { changeFlow, conflict, readVisit, requireStep } from './visit.ts';

/**
 * Where the password is asked for once more, before a phone is bound: whoever found an open browser does not know it.
 * @returns an address of the login system, with a token that it gives back when it has asked
 * @throws ApiError `state_conflict` where no password is needed
 */
export async function reauthenticate(deps: Dependencies, flow: Flow): Promise<string> {
  const visit = await readVisit(deps, flow);
  requireStep(visit, 'reauthenticate');
  const { id, reauthenticateUrl } = visit.flow;
  return address(reauthenticateUrl ?? '', { flow: id, token: deps.flowTokens.passwordToken(visit.flow) });
}

/**
 * The login system has asked for the password, and it was right.
 * @returns where the visit goes on
 * @throws ApiError `not_acceptable_value` for another token; `state_conflict` where none is waited for any more
 */
export async function confirmPassword(deps: Dependencies, flow: Flow, token: string): Promise<string> {
  const { flow: current, gone } = await readVisit(deps, flow);
  const now = deps.clock.now();
  if (gone || !isPasswordNeeded(current, now)) throw conflict('This token was used, or its visit is over.');
  if (!deps.flowTokens.isPasswordToken(current, token)) {
    throw unacceptable('token', 'is not the one that came to reauthenticateUrl with this visit');
  }
  await changeFlow(deps, current, { reauthenticatedAt: now });
  return `${deps.publicUrl}/flow/${flow.id}`;
}
