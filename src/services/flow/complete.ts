import { amrOf, type Flow, type FlowMethod } from '#domain/flow.ts';
import { isCodeOver } from '#domain/flow-step.ts';
import { ApiError } from '#errors';
import type { Dependencies } from '../dependencies.ts';
import { unacceptable } from '../refusals.ts';
import { conflict, readVisit } from './visit.ts';

const EXCHANGED = 'This code was exchanged before, or its visit has ended: each is good for once.';

/** What a login system learns of a person. */
export interface Outcome {
  userId: string;
  /** The phone that was answered; null for a bypass. */
  factorId: string | null;
  /** RFC 8176. */
  amr: string[];
  method: FlowMethod;
  /** When the person was verified, which for a remembered browser was earlier. */
  verifiedAt: Date;
}

/**
 * Exchanges the code that came back on `returnUrl`, once. Looks a last time whether the person is still who they were.
 * @throws ApiError `not_found`; `not_acceptable_value` for another code; `state_conflict` for one that was exchanged
 * before, or whose time is over, and for a person who was blocked or lost the phone since
 */
export async function completeFlow(
  deps: Dependencies,
  applicationId: string,
  id: string,
  code: string,
): Promise<Outcome> {
  const flow = await findFlow(deps, applicationId, id);
  if (!deps.flowTokens.isCode(flow.id, code)) throw unacceptable('code', 'is not the one that came with this flow');
  const { status, method, verifiedAt, userId, factorId } = flow;
  if (status === 'completed') throw conflict(EXCHANGED);
  if (status !== 'returned' || method === null || verifiedAt === null) {
    throw conflict(`This flow is ${status}: there is nothing to exchange.`);
  }
  if (isCodeOver(flow, deps.clock.now())) throw conflict('The time of this code is over: start another flow.');
  if (!(await isStillLetIn(deps, flow))) {
    throw conflict('The person was blocked, or the phone taken from them, since: start another flow.');
  }
  if (!(await deps.flows.change(flow, { status: 'completed' }))) throw conflict(EXCHANGED);
  deps.notifier.publish(id);
  return { userId, factorId, amr: amrOf(method), method, verifiedAt };
}

async function isStillLetIn(deps: Dependencies, { applicationId, userId, method, factorId }: Flow): Promise<boolean> {
  const [block, factors] = await Promise.all([
    deps.users.activeBlock({ applicationId, userId, toHashes: [], at: deps.clock.now() }),
    deps.factors.list(applicationId, userId),
  ]);
  if (block) return false;
  // A bypass needs no phone.
  return method === 'bypass' || factors.some(({ id, status }) => id === factorId && status === 'verified');
}

/** A flow as its login system sees it, moved on by what has happened meanwhile. @throws ApiError `not_found` */
export async function readFlow(deps: Dependencies, applicationId: string, id: string): Promise<Flow> {
  return (await readVisit(deps, await findFlow(deps, applicationId, id))).flow;
}

/** The one answer for an id that is unknown and for one of another application. @throws ApiError `not_found` */
export async function findFlow(deps: Dependencies, applicationId: string, id: string): Promise<Flow> {
  const flow = await deps.flows.read(applicationId, id);
  if (!flow) throw new ApiError('not_found', 'There is no flow with this id.');
  return flow;
}
