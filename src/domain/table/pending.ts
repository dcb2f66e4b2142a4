import { hasEnded } from '../attempt-progress.ts';
import { isFinalReason, reasonOfEndedCall } from '../reasons.ts';
import type { Rules, Situation } from '../rule.ts';
import type { Reason } from '../verification.ts';
import { checks, codeKeys } from './code.ts';
import * as is from './conditions.ts';
import { fraudAnswered, zeroPressed } from './fraud.ts';
import { machineAtTheOtherEnd } from './machine.ts';
import { anotherAttempt } from './retry.ts';

const endReason = ({ event }: Situation<'call_progress'>): Reason =>
  event.carrierReason ?? reasonOfEndedCall(event.callStatus, event.sipResponseCode);
const refusalReason = ({ event }: Situation<'message_progress'>): Reason =>
  event.carrierReason ?? 'message_undelivered';

/** An attempt is under way. */
export const pending = {
  claimed: [
    {
      because: 'a worker takes the attempt',
      when: (s) => s.verification.attempt.status === 'queued',
      attempt: (s) => ({ status: s.verification.attempt.channel === 'call' ? 'dialing' : 'sending', startedAt: s.now }),
    },
    { because: 'the attempt was already claimed' },
  ],
  too_late: [{ because: 'no time left for an attempt', to: 'expired', reason: 'expired', attempt: is.givenUp }],
  placed: [{ because: 'the carrier took it', attempt: (s) => ({ sid: s.event.sid }) }],
  refused: [
    {
      because: 'the carrier refuses for good',
      when: (s) => isFinalReason(s.event.reason),
      to: 'failed',
      reason: (s) => s.event.reason,
      attempt: is.ended('failed'),
    },
    { because: 'the carrier refuses', to: 'retry', reason: (s) => s.event.reason, attempt: is.ended('failed') },
  ],
  not_placed: [
    {
      because: 'certainly not rung or sent, so tried again',
      when: is.mayStillBePlaced,
      attempt: () => ({ status: 'queued', startedAt: null }),
      placeAttempt: (s) => ({ attemptId: s.event.attemptId, delayMs: s.event.retryAfterMs ?? 2_000 }),
    },
    { because: 'the carrier stays away', to: 'retry', reason: 'carrier_unavailable', attempt: is.ended('failed') },
  ],
  result_unknown: [{ because: 'the phone may be ringing: never tried again blindly' }],
  call_not_found: [
    { because: 'it has ended meanwhile', when: is.isOver },
    {
      because: 'the carrier knows of no such thing',
      to: 'retry',
      reason: 'carrier_result_unknown',
      attempt: is.ended('failed'),
    },
  ],
  call_progress: [
    {
      because: 'a machine picked up',
      when: is.byMachine,
      to: 'retry',
      reason: is.machineReason,
      attempt: is.followCall,
      hangUp: true,
    },
    { because: 'an older status', when: (s) => !is.isCallNews(s) },
    {
      because: 'the code was said, and is typed on the screen',
      when: (s) => hasEnded(s.event.callStatus) && is.isCode(s) && is.wasAsked(s) && !is.machineAnswered(s),
      attempt: is.followCall,
    },
    {
      because: 'the carrier gave up for good',
      when: (s) => hasEnded(s.event.callStatus) && isFinalReason(endReason(s)),
      to: 'failed',
      reason: endReason,
      attempt: is.followCall,
    },
    {
      because: 'the call ended without approval',
      when: (s) => hasEnded(s.event.callStatus),
      to: 'retry',
      reason: endReason,
      attempt: is.followCall,
    },
    { because: 'the call goes on', attempt: is.followCall },
  ],
  message_progress: [
    { because: 'an older status', when: (s) => !is.isMessageNews(s) },
    {
      because: 'the message was refused for good',
      when: (s) => is.messageWasRefused(s) && isFinalReason(refusalReason(s)),
      to: 'failed',
      reason: refusalReason,
      attempt: is.followMessage,
    },
    {
      because: 'the message did not arrive',
      when: is.messageWasRefused,
      to: 'retry',
      reason: refusalReason,
      attempt: is.followMessage,
    },
    { because: 'the message goes on', attempt: is.followMessage },
  ],
  answered: [
    {
      because: 'a machine picked up',
      when: is.byMachine,
      to: 'retry',
      reason: is.machineReason,
      attempt: (s) => ({ ...is.knownAnswer(s), ...(!is.isOver(s) && { status: 'in-progress' }) }),
      say: 'hang_up',
    },
    { because: 'the call has ended', when: is.isOver, say: 'hang_up' },
    {
      because: 'an office picked up, asked to put the call through',
      when: (s) => s.verification.extension !== null && !is.wasAsked(s),
      attempt: (s) => ({ status: 'in-progress', ...is.knownAnswer(s) }),
      say: 'transfer',
    },
    {
      because: 'picked up',
      attempt: (s) => ({
        ...{ status: 'in-progress', ...is.knownAnswer(s) },
        promptsSaid: Math.max(1, s.verification.attempt.promptsSaid),
      }),
      say: 'greeting',
    },
  ],
  detected: [
    {
      because: 'a machine picked up',
      when: is.byMachine,
      to: 'retry',
      reason: is.machineReason,
      attempt: is.knownAnswer,
      hangUp: true,
    },
    { because: 'no machine was found', attempt: is.knownAnswer },
  ],
  connected: [
    machineAtTheOtherEnd,
    {
      because: 'put through',
      attempt: (s) => ({ promptsSaid: Math.max(1, s.verification.attempt.promptsSaid) }),
      say: 'greeting',
    },
  ],
  key_pressed: [
    { ...machineAtTheOtherEnd, because: 'a machine pressed it' },
    { because: 'nothing was asked', when: (s) => !is.wasAsked(s), say: 'hang_up' },
    zeroPressed,
    ...codeKeys,
    // However often: a machine with keys in its greeting is faster than what finds it. Time ends the call.
    {
      because: 'right, but it is not known yet whether a machine answered: asked again',
      when: (s) => is.isRight(s) && is.detectionIsDue(s) && is.answersThisPrompt(s),
      attempt: is.sayAgain,
      say: 'again_after_early_key',
    },
    {
      because: 'right, told again before it is known whether a machine answered',
      when: (s) => is.isRight(s) && is.detectionIsDue(s) && !is.answersThisPrompt(s),
      say: 'again_after_early_key',
    },
    { because: 'what was asked for was pressed', when: is.isRight, to: 'verified', say: 'verified' },
    { because: 'answers an earlier prompt', when: (s) => !is.answersThisPrompt(s), say: 'again_after_mistake' },
    { because: 'pressed wrongly, asked again', when: is.maySayAgain, attempt: is.sayAgain, say: 'again_after_mistake' },
    { because: 'pressed wrongly too often', to: 'retry', reason: is.wrongReason, say: 'goodbye_after_mistake' },
  ],
  no_input: [
    { because: 'the code was said', when: is.isCode, say: 'goodbye_after_code' },
    { because: 'answers an earlier prompt', when: (s) => !is.answersThisPrompt(s), say: 'again_after_silence' },
    { because: 'silence, asked again', when: is.maySayAgain, attempt: is.sayAgain, say: 'again_after_silence' },
    { because: 'silence too often', to: 'retry', reason: 'no_input', say: 'goodbye_after_silence' },
  ],
  fraud_answered: fraudAnswered,
  code_checked: checks,
  resend_requested: [
    {
      ...anotherAttempt,
      because: 'the code is given once more',
      when: (s) => is.isCode(s) && s.verification.attempt.status !== 'queued' && is.mayTryAgain(s),
      hangUp: true,
    },
  ],
  user_blocked: [
    {
      because: 'the user is blocked',
      to: 'failed',
      reason: 'user_blocked',
      attempt: is.endedIfQueued,
      hangUp: true,
    },
  ],
  cancel_requested: [
    { because: 'canceled on request', to: 'canceled', reason: 'canceled', attempt: is.endedIfQueued, hangUp: true },
  ],
  life_over: [
    {
      because: 'its life is over',
      to: 'expired',
      reason: 'expired',
      attempt: is.endedIfQueued,
      say: 'expired',
      hangUp: true,
    },
  ],
} satisfies Rules;
