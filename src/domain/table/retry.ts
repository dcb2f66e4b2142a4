import type { EventType } from '../events.ts';
import { attemptAfter } from '../retry-plan.ts';
import type { Rules, Situation } from '../rule.ts';
import type { Channel } from '../verification.ts';
import { checks, codeCallGoesOn } from './code.ts';
import * as is from './conditions.ts';
import { asksForReport, fraudAnsweredLate, zeroPressed } from './fraud.ts';
import { over } from './over.ts';

/** What both ways of asking for another attempt have in common. */
type Asked = Pick<Situation<EventType>, 'verification' | 'now' | 'newAttemptId'> & {
  event: { channel: Channel | null };
};

/** A new attempt, by the channel that was named or the one before. */
export const anotherAttempt = {
  to: 'pending',
  attempt: (s: Asked) => {
    const channel = s.event.channel ?? s.verification.attempt.channel;
    const next = { id: s.newAttemptId, channel, queuedAt: s.now, machineHeardIt: is.machineAnswered(s) };
    return attemptAfter(s.verification, next);
  },
  placeAttempt: (s: Asked) => ({ attemptId: s.newAttemptId, delayMs: 0 }),
} as const;

/** A finding counts whenever it comes: no key that is told later approves anything. */
const machineFound = {
  because: 'a machine was found after the attempt ended',
  when: is.byMachine,
  attempt: is.knownAnswer,
} as const;

/** An attempt has ended without approval, and another may be made. */
export const retry = {
  retry_requested: [{ ...anotherAttempt, because: 'another attempt asked for', when: is.mayTryAgain, hangUp: true }],
  // The carrier answered late, or its callback did: what was given up is there after all.
  placed: [{ because: 'placed after all', attempt: (s) => ({ sid: s.event.sid }) }],
  answered: [
    { ...machineFound, say: 'hang_up' },
    {
      because: 'the lost call was picked up by an office after all',
      when: (s) => is.wasLost(s) && !is.machineAnswered(s) && s.verification.extension !== null,
      to: 'pending',
      attempt: (s) => ({ status: 'in-progress', ...is.knownAnswer(s), endedAt: null }),
      say: 'transfer',
    },
    {
      because: 'the lost call was picked up after all',
      when: (s) => is.wasLost(s) && !is.machineAnswered(s),
      to: 'pending',
      attempt: (s) => ({ status: 'in-progress', promptsSaid: 1, ...is.knownAnswer(s), endedAt: null }),
      say: 'greeting',
    },
    { because: 'the attempt has ended', say: 'hang_up' },
  ],
  call_progress: [{ ...machineFound, attempt: is.followCall, hangUp: true }, ...over.call_progress],
  message_progress: [
    {
      because: 'the lost message was sent after all',
      when: (s) => is.wasLost(s) && !is.messageWasRefused(s),
      to: 'pending',
      attempt: (s) => ({ endedAt: null, ...is.followMessage(s) }),
    },
    ...over.message_progress,
  ],
  call_not_found: over.call_not_found,
  detected: [
    { ...machineFound, hangUp: true },
    { because: 'no machine was found', attempt: is.knownAnswer },
  ],
  connected: [
    { ...machineFound, say: 'hang_up' },
    { because: 'the attempt has ended', say: 'hang_up' },
  ],
  // A call's final status can arrive before the answer to its last Gather; the key was pressed all the same.
  key_pressed: [
    { ...machineFound, say: 'hang_up' },
    {
      because: 'what was asked for was pressed, told late',
      when: (s) => is.isRight(s) && !is.isCode(s) && is.wasAsked(s) && !is.machineAnswered(s) && !is.detectionIsDue(s),
      to: 'verified',
      say: 'verified',
    },
    {
      ...zeroPressed,
      when: (s) => is.isCode(s) && is.wasAsked(s) && !is.isOver(s) && asksForReport(s),
    },
    ...codeCallGoesOn.key_pressed,
    { because: 'the attempt has ended', say: 'hang_up' },
  ],
  no_input: [...codeCallGoesOn.no_input, { because: 'the attempt has ended', say: 'hang_up' }],
  fraud_answered: [{ ...machineFound, say: 'hang_up' }, ...fraudAnsweredLate],
  code_checked: checks,
  user_blocked: [{ because: 'the user is blocked', to: 'failed', reason: 'user_blocked', hangUp: true }],
  cancel_requested: [{ because: 'canceled on request', to: 'canceled', reason: 'canceled', hangUp: true }],
  life_over: [{ because: 'its life is over', to: 'expired', reason: 'expired', say: 'expired', hangUp: true }],
} satisfies Rules;
