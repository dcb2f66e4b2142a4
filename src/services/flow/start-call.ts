import { v7 as uuidv7 } from 'uuid';
import { factorInUse } from '#domain/factor.ts';
import { type Flow, SETUP } from '#domain/flow.ts';
import { isPasswordNeeded } from '#domain/flow-step.ts';
import type { Channel } from '#domain/verification.ts';
import { ApiError } from '#errors';
import type { FactorRecord } from '#ports/factors.ts';
import type { Dependencies } from '../dependencies.ts';
import { unacceptable } from '../refusals.ts';
import { startVerification } from '../start-verification.ts';
import { countStart, requireRested } from './limits.ts';
import { endCall, putInQuestion } from './question.ts';
import { readVisit, requireStep, type Visit } from './visit.ts';

/** A call that was decided on is written down within this time, unless the process that did has died. */
const STARTING_MS = 10_000;

/**
 * Calls or texts a phone of the person. Asked for twice, by two tabs or a double click, it is done once: who comes
 * second is told what is under way.
 * @param asked.phoneId null: the phone in question, or the one in use
 * @param asked.channel null: that of the call under way, else that of the phone
 * @throws ApiError `reauthentication_required` before a phone that is not verified; `not_acceptable_value` for a phone
 * that is not to be called at this step; `too_many_requests`; as `startVerification`
 */
export async function startCall(
  deps: Dependencies,
  flow: Flow,
  asked: { phoneId: string | null; channel: Channel | null },
): Promise<Visit> {
  const visit = await readVisit(deps, flow);
  requireStep(visit, 'choose', 'reauthenticate', 'verify', 'challenge', 'account');
  const factor = phoneToCall(visit, asked.phoneId);
  if (isUnderWay(deps, visit, factor, asked.channel)) return visit;
  if (factor.status === 'unverified' && isPasswordNeeded(visit.flow, deps.clock.now())) {
    if (visit.flow.factorId !== factor.id) await putInQuestion(deps, visit, factor.id);
    throw new ApiError('reauthentication_required', 'The password has to be given once more before a phone is added.');
  }
  requireRested(deps, visit.startAgainAt);

  const channel = asked.channel ?? factor.channel;
  await countStart(deps, flow, async () => (await endCall(deps, visit)) && (await dial(deps, visit, factor, channel)));
  const after = await readVisit(deps, flow);
  // Whoever ended the visit meanwhile, such as by a reset, may have found no call to hang up yet.
  if (after.gone) await endCall(deps, after);
  return after;
}

/** False where another tab dials: whoever writes down the id of the call first makes it. */
async function dial(deps: Dependencies, visit: Visit, { id: factorId }: FactorRecord, channel: Channel) {
  const { application, step, flow: before } = visit;
  const id = uuidv7({ msecs: deps.clock.now().getTime() });
  const claimed = await deps.flows.change(before, { factorId, verificationId: id });
  if (!claimed) return false;
  const { userId, purpose, context } = claimed;
  try {
    await startVerification(deps, {
      ...{ id, application, userId, factorId, channel, metadata: {}, idempotency: null },
      ...{ to: null, extension: null, locale: null, mode: undefined, fallback: [], autoRetry: false },
      ...(step === 'challenge' ? { purpose, context } : { purpose: SETUP, context: null }),
    });
    deps.notifier.publish(claimed.id);
    return true;
  } catch (error) {
    // Nobody was called: the next one to ask is not to wait for it.
    await deps.flows.change(claimed, { factorId: before.factorId, verificationId: before.verificationId });
    throw error;
  }
}

/** @throws ApiError `not_acceptable_value` */
function phoneToCall({ flow, factors, user, step }: Visit, phoneId: string | null): FactorRecord {
  const wanted = step === 'challenge' ? 'verified' : 'unverified';
  const callable = factors.filter(({ status }) => status === wanted);
  const named = callable.find(({ id }) => id === (phoneId ?? flow.factorId));
  const factor = named ?? (phoneId === null ? factorInUse(callable, user.defaultFactorId) : null);
  if (factor) return factor;
  throw unacceptable('phoneId', `must be one of the phones that are ${wanted}: those can be called now`);
}

/** Whether what is asked for was asked for a moment ago, or is not over. Where the way does not matter, any one is. */
function isUnderWay(
  deps: Dependencies,
  { flow, verification }: Visit,
  factor: FactorRecord,
  channel: Channel | null,
): boolean {
  if (flow.verificationId === null || flow.factorId !== factor.id) return false;
  if (verification) {
    return verification.status === 'pending' && (channel === null || verification.attempt.channel === channel);
  }
  return deps.clock.now().getTime() - beginningOf(flow.verificationId) < STARTING_MS;
}

/** The time in a UUID of version 7 (RFC 9562, section 5.7), as milliseconds. */
function beginningOf(id: string): number {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16);
}
