import type { FactorStatus } from './factor.ts';
import { CODE_LIFE_SECONDS, type Flow, type FlowEnding, PASSWORD_LIFE_SECONDS } from './flow.ts';

/** Where a person is in a visit: which page they see, and what can be done there. CONTRACT between pages and service. */
export type FlowStep =
  | 'choose'
  | 'reauthenticate'
  | 'verify'
  | 'challenge'
  | 'app_password'
  | 'account'
  | 'done'
  | 'gone';

/** All that the step depends on. */
export interface Progress {
  flow: Flow;
  /** The person's phones. */
  factors: readonly { id: string; status: FactorStatus; verifiedAt: Date | null }[];
  /** Whether the person is not to be called for a time. */
  blocked: boolean;
  /** Whether the application lets people make app passwords. */
  appPasswords: boolean;
}

/** Why nothing can be done in a visit. */
export type Gone = FlowEnding | 'expired' | 'completed';

/** @returns null while something can be done */
export function goneBecause({ flow, blocked }: Pick<Progress, 'flow' | 'blocked'>, now: Date): Gone | null {
  if (flow.status === 'completed') return 'completed';
  if (flow.status === 'ended') return flow.endedBecause;
  if (flow.expiresAt <= now || isCodeOver(flow, now)) return 'expired';
  return blocked ? 'user_blocked' : null;
}

/** Whether the code that the person went back with can no longer be exchanged. */
export function isCodeOver({ returnedAt }: Pick<Flow, 'returnedAt'>, now: Date): boolean {
  return returnedAt !== null && returnedAt.getTime() + CODE_LIFE_SECONDS * 1000 <= now.getTime();
}

/**
 * Whether the login system has yet to ask for the password once more, before a phone is bound. An account stays open
 * for longer than a password is good for: whoever finds the browser then adds no phone.
 */
export function isPasswordNeeded({ reauthenticateUrl, reauthenticatedAt }: Flow, now: Date): boolean {
  if (reauthenticateUrl === null) return false;
  return reauthenticatedAt === null || reauthenticatedAt.getTime() + PASSWORD_LIFE_SECONDS * 1000 <= now.getTime();
}

/** The first that holds. */
const rules: readonly [step: FlowStep, holds: (progress: Progress, now: Date) => boolean][] = [
  ['gone', (progress, now) => goneBecause(progress, now) !== null],
  // Going back twice is no mistake: another tab, or the back button.
  ['done', ({ flow }) => flow.status === 'returned'],
  ['app_password', (progress) => isSignedIn(progress) && progress.appPasswords && isEnrolled(progress)],
  ['done', isSignedIn],
  // Whoever has a verified phone answers it first: nobody else may bind another one.
  ['challenge', ({ flow, factors }) => flow.status === 'open' && factors.some(isVerified)],
  ['reauthenticate', (progress, now) => isPhoneToVerify(progress) && isPasswordNeeded(progress.flow, now)],
  ['verify', isPhoneToVerify],
  ['account', ({ flow }) => flow.status === 'verified'],
];

/** The step of a visit. */
export function stepOf(progress: Progress, now: Date): FlowStep {
  return rules.find(([, holds]) => holds(progress, now))?.[0] ?? 'choose';
}

function isSignedIn({ flow }: Progress): boolean {
  return flow.kind === 'signin' && flow.status === 'verified';
}

/** Whether the phone in question was verified for the first time in this visit. */
function isEnrolled({ flow, ...rest }: Progress): boolean {
  const since = inQuestion({ flow, ...rest })?.verifiedAt;
  return since !== null && since !== undefined && since > flow.createdAt;
}

function isPhoneToVerify(progress: Progress): boolean {
  return inQuestion(progress)?.status === 'unverified';
}

function inQuestion({ flow, factors }: Progress) {
  return factors.find(({ id }) => id === flow.factorId);
}

function isVerified({ status }: { status: FactorStatus }): boolean {
  return status === 'verified';
}
