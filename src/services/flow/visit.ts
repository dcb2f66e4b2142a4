import { type Flow, SETUP } from '#domain/flow.ts';
import { type FlowStep, type Gone, goneBecause, stepOf } from '#domain/flow-step.ts';
import { type ApplicationSettings, defaultSettings } from '#domain/settings.ts';
import { ApiError } from '#errors';
import type { FactorRecord } from '#ports/factors.ts';
import type { FlowChanges, StoredVisit } from '#ports/flows.ts';
import type { ApplicationRecord, VerificationRecord } from '#ports/store.ts';
import type { UserRecord } from '#ports/users.ts';
import type { Dependencies } from '../dependencies.ts';
import { startAgainAt } from './limits.ts';

/** A flow with all that its pages show and its rules ask for, as of one moment. */
export interface Visit {
  flow: Flow;
  application: ApplicationRecord;
  settings: ApplicationSettings;
  user: UserRecord;
  /** Oldest first. */
  factors: FactorRecord[];
  /** The latest call or message of this visit. */
  verification: VerificationRecord | null;
  step: FlowStep;
  /** At the step `gone`: why. */
  gone: Gone | null;
  logoVersion: string | null;
  /** When another call or message may be asked for; null: now. */
  startAgainAt: Date | null;
  /** Another one for whatever else a page would show. */
  version: string;
}

/**
 * Reads a visit as it is by now. One whose call or message has verified the person is moved on, by whoever looks first.
 * @throws ApiError `flow_link_used` where the visit was forgotten meanwhile
 */
export async function readVisit(deps: Dependencies, { applicationId, id }: Flow): Promise<Visit> {
  const stored = await deps.flows.readVisit({ applicationId, id, at: deps.clock.now() });
  if (!stored) throw notHere();
  const visit = toVisit(deps, stored);
  const { called } = stored;
  const isNews = !visit.gone && visit.flow.status === 'open' && called?.status === 'verified';
  return isNews ? settle(deps, stored, called) : visit;
}

function toVisit(deps: Dependencies, { called, newest, ...stored }: StoredVisit): Visit {
  const { flow, application, user, factors } = stored;
  const now = deps.clock.now();
  const settings = { ...defaultSettings, ...application.settings };
  const progress = { flow, factors, blocked: user.block !== null, appPasswords: settings.appPasswords };
  const step = stepOf(progress, now);
  const verification = called && mayGoOn(called, step, factors) ? called : null;
  return {
    ...{ ...stored, settings, verification, step, gone: goneBecause(progress, now) },
    startAgainAt: startAgainAt(deps, verification, newest),
    version: `${flow.version}.${verification?.version ?? 0}.${step}`,
  };
}

/** The phone that was answered must be verified by it: one that was removed, or came too late, lets nobody in. */
async function settle(deps: Dependencies, stored: StoredVisit, called: VerificationRecord): Promise<Visit> {
  const { flow, factors } = stored;
  const { attempt, factorId, updatedAt, purpose } = called;
  // As of the same moment: the write that verified the person has verified the phone too.
  const answered = factors.some(({ id, status }) => id === factorId && status === 'verified');
  // Whoever else is setting up a phone for this person has come too late, and binds none.
  if (answered && purpose === SETUP) await deps.cancelOpen(flow.applicationId, flow.userId);
  const changes: FlowChanges = answered
    ? { status: 'verified', method: attempt.channel, factorId, verifiedAt: updatedAt }
    : { factorId: null, verificationId: null };
  const settled = await deps.flows.change(flow, changes);
  if (!settled) return readVisit(deps, flow);
  deps.notifier.publish(flow.id);
  return toVisit(deps, { ...stored, flow: settled, called: answered ? called : null });
}

/** A set-up that another visit was faster with: the call to the phone that was not verified leads nowhere. */
function mayGoOn({ factorId }: VerificationRecord, step: FlowStep, factors: readonly FactorRecord[]): boolean {
  return step !== 'challenge' || factors.find(({ id }) => id === factorId)?.status === 'verified';
}

/**
 * Changes a visit that is as it was read, and wakes its pages.
 * @throws ApiError `state_conflict` where it has gone on in another tab meanwhile
 */
export async function changeFlow(deps: Dependencies, flow: Flow, changes: FlowChanges): Promise<Flow> {
  const changed = await deps.flows.change(flow, changes);
  if (!changed) throw conflict('This visit has gone on in another tab: reload the page.');
  deps.notifier.publish(flow.id);
  return changed;
}

/** @throws ApiError `state_conflict` at any other step */
export function requireStep({ step, gone }: Visit, ...allowed: FlowStep[]): void {
  if (allowed.includes(step)) return;
  throw conflict(
    gone
      ? 'This visit is over: go back to where you signed in and start again.'
      : `This cannot be done at this step of the visit (${step}).`,
  );
}

export function conflict(sentence: string): ApiError {
  return new ApiError('state_conflict', sentence);
}

/** The one answer for a visit that is open in another browser and for one that nobody knows. */
export function notHere(): ApiError {
  return new ApiError(
    'flow_link_used',
    'This visit is open in another browser, or is over: go back to where you signed in and start again.',
  );
}
