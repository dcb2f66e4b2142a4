import { hasEnded, isNewer } from './call-progress.ts';
import type { Policy } from './policy.ts';
import { isFinalReason, reasonOfEndedCall, reasonOfMachine } from './reasons.ts';
import type { Rules, Situation } from './rule.ts';
import type { AnsweredBy, Attempt, CallStatus, Reason, Status, Verification } from './verification.ts';

/** The parts of a situation that rules of several events share. */
interface Prompted {
  verification: Verification;
  event: { prompt: number };
  policy: Policy;
}
interface Detected {
  event: { answeredBy: AnsweredBy | null };
}

const isNews = (s: Situation<'call_progress'>) => isNewer(s.event.callStatus, s.verification.attempt.status);
const follow = (s: Situation<'call_progress'>): Partial<Attempt> => ({
  status: s.event.callStatus,
  answeredBy: s.event.answeredBy ?? s.verification.attempt.answeredBy,
  ...(hasEnded(s.event.callStatus) && { endedAt: s.now }),
});
const ended =
  (status: CallStatus) =>
  (s: { now: Date }): Partial<Attempt> => ({ status, endedAt: s.now });
/** A call that was never dialed has nobody else to say that it ended. */
const endedIfQueued = (s: { verification: Verification; now: Date }): Partial<Attempt> =>
  s.verification.attempt.status === 'queued' ? { status: 'canceled', endedAt: s.now } : {};
const stillCountsPrompt = (s: Prompted) => s.event.prompt === s.verification.attempt.promptsSaid;
const maySayAgain = (s: Prompted) => s.verification.attempt.promptsSaid < s.policy.maxPrompts;
const sayAgain = (s: { verification: Verification }): Partial<Attempt> => ({
  promptsSaid: s.verification.attempt.promptsSaid + 1,
});
/** Nobody can answer what was not asked: without a prompt said in this call, no key counts. */
const wasAsked = (s: { verification: Verification }) => s.verification.attempt.promptsSaid > 0;
const isRight = (s: Situation<'key_pressed'>) => s.event.key === 'right';
const wrongReason = (s: { verification: Verification }): Reason =>
  s.verification.mode === 'pound' ? 'wrong_key' : 'wrong_digits';
const byMachine = (s: Detected) => reasonOfMachine(s.event.answeredBy) !== null;
const machineReason = (s: Detected): Reason => reasonOfMachine(s.event.answeredBy) ?? 'voicemail';
const machineAnswered = (s: { verification: Verification }) =>
  reasonOfMachine(s.verification.attempt.answeredBy) !== null;
const mayStillBePlaced = (s: Situation<'not_placed'>) =>
  s.now.getTime() - s.verification.attempt.queuedAt.getTime() < s.policy.placeWithinSeconds * 1000;
const wasLost = (s: { verification: Verification }) => s.verification.reason === 'carrier_result_unknown';

/** A verification that is over: the call's end is still written down, everything else bounces off. */
const over = {
  placed: [{ because: 'the call is of no use any more', attempt: () => ({}), hangUp: true }],
  call_progress: [
    { because: 'an older status', when: (s) => !isNews(s) },
    { because: 'the call goes on to its end', attempt: follow },
  ],
  call_not_found: [{ because: 'the carrier knows of no such call', attempt: ended('failed') }],
  answered: [{ because: 'the verification is over', say: 'hang_up' }],
} satisfies Rules;

/**
 * The state machine of a verification: status, then event, then the rules in order. An event that a status
 * does not list changes nothing (a request is refused). Two things hold for every cell and stand in
 * `transition`: events of an earlier attempt or another call are ignored, and once life is over only
 * `life_over` is left.
 */
export const table = {
  pending: {
    claimed: [
      {
        because: 'a worker places the call',
        when: (s) => s.verification.attempt.status === 'queued',
        attempt: (s) => ({ status: 'dialing', startedAt: s.now }),
      },
      { because: 'the call was already claimed' },
    ],
    too_late: [{ because: 'no time left for a call', to: 'expired', reason: 'expired', attempt: ended('canceled') }],
    placed: [{ because: 'the carrier took the call', attempt: (s) => ({ callSid: s.event.callSid }) }],
    refused: [
      {
        because: 'the carrier refuses for good',
        when: (s) => isFinalReason(s.event.reason),
        to: 'failed',
        reason: (s) => s.event.reason,
        attempt: ended('failed'),
      },
      {
        because: 'the carrier refuses',
        to: 'retry',
        reason: (s) => s.event.reason,
        attempt: ended('failed'),
      },
    ],
    not_placed: [
      {
        because: 'certainly not rung, so tried again',
        when: mayStillBePlaced,
        attempt: () => ({ status: 'queued', startedAt: null }),
        placeCall: (s) => ({
          attemptId: s.event.attemptId,
          delayMs: s.event.retryAfterMs ?? 2_000,
        }),
      },
      { because: 'the carrier stays away', to: 'retry', reason: 'carrier_unavailable', attempt: ended('failed') },
    ],
    result_unknown: [{ because: 'the phone may be ringing: never dialed again blindly' }],
    call_not_found: [
      {
        because: 'the carrier knows of no such call',
        to: 'retry',
        reason: 'carrier_result_unknown',
        attempt: ended('failed'),
      },
    ],
    call_progress: [
      {
        because: 'a machine picked up',
        when: byMachine,
        to: 'retry',
        reason: machineReason,
        attempt: follow,
        hangUp: true,
      },
      { because: 'an older status', when: (s) => !isNews(s) },
      {
        because: 'the call ended without approval',
        when: (s) => hasEnded(s.event.callStatus),
        to: 'retry',
        reason: (s) => reasonOfEndedCall(s.event.callStatus, s.event.sipResponseCode),
        attempt: follow,
      },
      { because: 'the call goes on', attempt: follow },
    ],
    answered: [
      {
        because: 'a machine picked up',
        when: byMachine,
        to: 'retry',
        reason: machineReason,
        attempt: (s) => ({ status: 'in-progress', answeredBy: s.event.answeredBy }),
        say: 'hang_up',
      },
      {
        because: 'picked up',
        attempt: (s) => ({
          status: 'in-progress',
          answeredBy: s.event.answeredBy ?? s.verification.attempt.answeredBy,
          promptsSaid: Math.max(1, s.verification.attempt.promptsSaid),
        }),
        say: 'greeting',
      },
    ],
    key_pressed: [
      { because: 'a machine pressed it', when: byMachine, to: 'retry', reason: machineReason, say: 'hang_up' },
      { because: 'nothing was asked', when: (s) => !wasAsked(s), say: 'hang_up' },
      { because: 'what was asked for was pressed', when: isRight, to: 'verified', say: 'verified' },
      { because: 'answers an earlier prompt', when: (s) => !stillCountsPrompt(s), say: 'again_after_mistake' },
      { because: 'pressed wrongly, asked again', when: maySayAgain, attempt: sayAgain, say: 'again_after_mistake' },
      { because: 'pressed wrongly too often', to: 'retry', reason: wrongReason, say: 'goodbye_after_mistake' },
    ],
    no_input: [
      { because: 'answers an earlier prompt', when: (s) => !stillCountsPrompt(s), say: 'again_after_silence' },
      { because: 'silence, asked again', when: maySayAgain, attempt: sayAgain, say: 'again_after_silence' },
      { because: 'silence too often', to: 'retry', reason: 'no_input', say: 'goodbye_after_silence' },
    ],
    cancel_requested: [
      { because: 'canceled on request', to: 'canceled', reason: 'canceled', attempt: endedIfQueued, hangUp: true },
    ],
    life_over: [
      {
        because: 'its life is over',
        to: 'expired',
        reason: 'expired',
        attempt: endedIfQueued,
        say: 'expired',
        hangUp: true,
      },
    ],
  },
  retry: {
    retry_requested: [
      {
        because: 'another attempt asked for',
        to: 'pending',
        attempt: (s) => ({
          id: s.event.newAttemptId,
          number: s.verification.attempt.number + 1,
          status: 'queued',
          callSid: null,
          answeredBy: null,
          promptsSaid: 0,
          queuedAt: s.now,
          startedAt: null,
          endedAt: null,
        }),
        placeCall: (s) => ({ attemptId: s.event.newAttemptId, delayMs: 0 }),
      },
    ],
    // The carrier answered late, or its callback did: the call that was given up is there after all.
    placed: [{ because: 'the lost call was placed after all', attempt: (s) => ({ callSid: s.event.callSid }) }],
    answered: [
      {
        because: 'the lost call was picked up after all',
        when: (s) => wasLost(s) && !byMachine(s),
        to: 'pending',
        attempt: (s) => ({ status: 'in-progress', promptsSaid: 1, answeredBy: s.event.answeredBy, endedAt: null }),
        say: 'greeting',
      },
      { because: 'the attempt has ended', say: 'hang_up' },
    ],
    call_progress: over.call_progress,
    call_not_found: over.call_not_found,
    // A call's final status can arrive before the answer to its last Gather; the key was pressed all the same.
    key_pressed: [
      {
        because: 'what was asked for was pressed, told late',
        when: (s) => isRight(s) && wasAsked(s) && !byMachine(s) && !machineAnswered(s),
        to: 'verified',
        say: 'verified',
      },
      { because: 'the attempt has ended', say: 'hang_up' },
    ],
    cancel_requested: [{ because: 'canceled on request', to: 'canceled', reason: 'canceled', hangUp: true }],
    life_over: [{ because: 'its life is over', to: 'expired', reason: 'expired', say: 'expired', hangUp: true }],
  },
  // The goodbye of a verified call is being spoken: its call is left to end by itself.
  verified: { call_progress: over.call_progress, call_not_found: over.call_not_found, answered: over.answered },
  failed: over,
  expired: over,
  canceled: over,
} satisfies Record<Status, Rules>;
