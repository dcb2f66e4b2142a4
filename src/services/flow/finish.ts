import { factorInUse } from '#domain/factor.ts';
import type { Flow, FlowEnding } from '#domain/flow.ts';
import type { Dependencies } from '../dependencies.ts';
import { rememberDevice } from '../devices.ts';
import { deviceCookieName } from './open-flow.ts';
import { endCall } from './question.ts';
import { withCode, withError } from './returning.ts';
import { changeFlow, readVisit, requireStep, type Visit } from './visit.ts';

export interface Finished {
  /** Of the login system. */
  location: string;
  /** The cookie by which this browser is known again; null where it is not to be. */
  device: { cookie: string; token: string; expiresAt: Date } | null;
}

/**
 * Sends the person back with a code; two tabs get the same one. Looks once more whether they are still who they were:
 * a phone that was taken from them meanwhile proves nothing.
 * @throws ApiError `state_conflict` for who was not verified, or whose visit is over
 */
export async function finish(
  deps: Dependencies,
  flow: Flow,
  { rememberDevice: wanted, userAgent }: { rememberDevice: boolean; userAgent: string | undefined },
): Promise<Finished> {
  const visit = await readVisit(deps, flow);
  if (visit.gone === 'user_blocked') return { location: await end(deps, visit.flow, 'user_blocked'), device: null };
  requireStep(visit, 'app_password', 'account', 'done');
  const factorId = stillVerifiedBy(visit);
  if (factorId === undefined) return { location: await end(deps, visit.flow, 'reset'), device: null };

  const { status } = visit.flow;
  if (status === 'verified') {
    const changes = { status: 'returned', factorId, returnedAt: deps.clock.now() } as const;
    const returned = await deps.flows.change(visit.flow, changes);
    // Another tab was faster, with finishing or something else: look again.
    if (!returned) return finish(deps, flow, { rememberDevice: wanted, userAgent });
    deps.notifier.publish(flow.id);
  }
  const remembered = wanted && status === 'verified' ? await remember(deps, visit.flow, factorId, userAgent) : null;
  return { location: withCode(deps, visit.flow), device: remembered };
}

/** The phone that stands for the person; null for a bypass, which needs none; undefined where it is gone. */
function stillVerifiedBy({ flow, factors, user }: Visit): string | null | undefined {
  if (flow.method === 'bypass') return null;
  const known = factors.find(({ id, status }) => id === flow.factorId && status === 'verified');
  // In an account, the phone in question may be another by now than the one that was answered.
  const other = flow.kind === 'account' ? factorInUse(factors, user.defaultFactorId) : null;
  return (known ?? other)?.id;
}

async function remember(deps: Dependencies, flow: Flow, factorId: string | null, userAgent: string | undefined) {
  const { rememberDays, verifiedAt, method } = flow;
  if (rememberDays === null || verifiedAt === null || factorId === null) return null;
  // Days count from the phone: who was not asked for it now is not remembered for longer.
  if (method !== 'call' && method !== 'sms') return null;
  const device = await rememberDevice(deps, flow, { factorId, verifiedAt, days: rememberDays, userAgent });
  return { cookie: deviceCookieName(flow), ...device };
}

/** Sends the person back without a code. Whatever the visit was, it leads to nothing from now on. */
export async function leave(deps: Dependencies, flow: Flow): Promise<string> {
  const visit = await readVisit(deps, flow);
  const { flow: now, gone, user, step } = visit;
  if (gone === 'completed' || gone === 'expired') return withError(now, 'failed');
  if (gone && now.status === 'ended') return withError(now, gone);
  await endCall(deps, visit);
  const settingUp = step === 'choose' || step === 'reauthenticate' || step === 'verify';
  return end(deps, now, gone ?? (settingUp && now.status === 'open' && !user.mfaRequired ? 'declined' : 'canceled'));
}

async function end(deps: Dependencies, flow: Flow, endedBecause: FlowEnding): Promise<string> {
  await changeFlow(deps, flow, { status: 'ended', endedBecause });
  return withError(flow, endedBecause);
}
