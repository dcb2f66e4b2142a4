import { hasEnded, isNewer } from '../attempt-progress.ts';
import type { Policy } from '../policy.ts';
import { reasonOfMachine } from '../reasons.ts';
import type { Situation } from '../rule.ts';
import {
  type AnsweredBy,
  type Attempt,
  type AttemptStatus,
  hasAttemptsLeft,
  type Reason,
  type Verification,
} from '../verification.ts';

/** The parts of a situation that rules of several events share: what they ask, and what they lead to. */
interface Known {
  verification: Verification;
}
interface Prompted extends Known {
  event: { prompt: number };
}
interface Detected {
  event: { answeredBy: AnsweredBy | null };
}
interface Ruled extends Known {
  policy: Policy;
}

export const isCode = ({ verification: { attempt } }: Known) => attempt.mode === 'code';
export const isOver = ({ verification: { attempt } }: Known) => hasEnded(attempt.status);
/** Nobody can answer what was not asked: without a prompt said in this call, no key counts. */
export const wasAsked = ({ verification: { attempt } }: Known) => attempt.promptsSaid > 0;
export const wasLost = ({ verification: { reason } }: Known) => reason === 'carrier_result_unknown';
export const mayTryAgain = (s: Ruled) => hasAttemptsLeft(s.verification, s.policy.maxAttempts);
export const mayStillBePlaced = (s: Ruled & { now: Date }) =>
  s.now.getTime() - s.verification.attempt.queuedAt.getTime() < s.policy.placeWithinSeconds * 1000;

export const answersThisPrompt = (s: Prompted) => s.event.prompt === s.verification.attempt.promptsSaid;
export const maySayAgain = (s: Ruled) => s.verification.attempt.promptsSaid < s.policy.maxPrompts;

export const byMachine = (s: Detected) => reasonOfMachine(s.event.answeredBy) !== null;
export const machineReason = (s: Detected): Reason => reasonOfMachine(s.event.answeredBy) ?? 'voicemail';
/** A machine that picked up may have heard the code, and whatever keys it plays are nobody's. */
export const machineAnswered = ({ verification: { attempt } }: Known) => reasonOfMachine(attempt.answeredBy) !== null;
/** Asked of the carrier, and not told yet. Office phones are reached by keys, which turns detection off. */
export const detectionIsDue = ({ verification: { attempt, extension }, policy }: Ruled) =>
  policy.machineDetection === 'async' && extension === null && attempt.answeredBy === null;

export const isRight = (s: Situation<'key_pressed'>) => s.event.key === 'right';
export const isZero = (s: Situation<'key_pressed'>) => s.event.key === 'zero';
export const wrongReason = ({ verification: { attempt } }: Known): Reason =>
  attempt.mode === 'pound' ? 'wrong_key' : 'wrong_digits';
export const isRightCode = (s: Situation<'code_checked'>) => s.event.code === 'right' && !machineAnswered(s);
/** Not yet said or sent in this attempt: what was typed came from an earlier one. */
export const isOnItsWay = ({ verification: { attempt } }: Known) =>
  attempt.channel === 'call'
    ? attempt.promptsSaid === 0 && !hasEnded(attempt.status)
    : attempt.sid === null && !isNewer(attempt.status, 'sending');
export const isLastCheck = (s: Ruled) => s.verification.checks + 1 >= s.policy.maxChecks;

export const isCallNews = (s: Situation<'call_progress'>) => isNewer(s.event.callStatus, s.verification.attempt.status);
export const isMessageNews = (s: Situation<'message_progress'>) =>
  isNewer(s.event.messageStatus, s.verification.attempt.status);
export const messageWasRefused = (s: Situation<'message_progress'>) =>
  s.event.messageStatus === 'undelivered' || s.event.messageStatus === 'failed';

export const sayAgain = ({ verification: { attempt } }: Known): Partial<Attempt> => ({
  promptsSaid: attempt.promptsSaid + 1,
});
/** Who picked up, as far as it is known by now: a finding is never forgotten, and a machine stays one. */
export const knownAnswer = (s: Known & Detected): Pick<Attempt, 'answeredBy'> => {
  const { answeredBy } = s.verification.attempt;
  return { answeredBy: machineAnswered(s) ? answeredBy : (s.event.answeredBy ?? answeredBy) };
};
export const ended =
  (status: AttemptStatus) =>
  (s: { now: Date }): Partial<Attempt> => ({ status, endedAt: s.now });
export const followCall = (s: Situation<'call_progress'>): Partial<Attempt> => ({
  ...knownAnswer(s),
  ...(isCallNews(s) && { status: s.event.callStatus, ...(hasEnded(s.event.callStatus) && { endedAt: s.now }) }),
});
export const followMessage = (s: Situation<'message_progress'>): Partial<Attempt> => ({
  status: s.event.messageStatus,
  ...(hasEnded(s.event.messageStatus) && { endedAt: s.now }),
});
/** A call can be canceled; a message knows no such status. */
export const givenUp = ({ verification: { attempt }, now }: Known & { now: Date }): Partial<Attempt> => ({
  ...{ status: attempt.channel === 'call' ? 'canceled' : 'failed', endedAt: now },
});
/** What was never dialed or sent has nobody else to say that it ended. */
export const endedIfQueued = (s: Known & { now: Date }): Partial<Attempt> =>
  s.verification.attempt.status === 'queued' ? givenUp(s) : {};
