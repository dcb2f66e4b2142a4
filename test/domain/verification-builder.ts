import type { EventOf, EventType, VerificationEvent } from '#domain/events.ts';
import { defaultPolicy, type Policy } from '#domain/policy.ts';
import { type Decision, transition } from '#domain/transition.ts';
import type { Attempt, Verification } from '#domain/verification.ts';

export const start = new Date('2026-11-23T09:00:00.000Z');
export const sid = 'CA00000000000000000000000000000001';
export const attemptId = 'attempt-1';
export const secondsLater = (seconds: number) => new Date(start.getTime() + seconds * 1000);
/** When events happen unless told otherwise. */
export const now = secondsLater(20);
/** The last moment is over. */
export const late = secondsLater(defaultPolicy.lifeSeconds);

export type Changes = Partial<Omit<Verification, 'attempt'>> & { attempt?: Partial<Attempt> };

/** A verification that was just asked for, changed as told. */
export function verification(changes: Changes = {}): Verification {
  const { attempt, ...rest } = changes;
  const asked = { channel: rest.channel ?? 'call', mode: rest.mode ?? 'pound' } as const;
  return {
    ...{ id: 'verification', ...asked, fallback: [], autoRetry: false, extension: null, checks: 0 },
    ...{ status: 'pending', reason: null, version: 1 },
    ...{ createdAt: start, updatedAt: start, expiresAt: late },
    ...rest,
    attempt: {
      ...{ id: attemptId, number: 1, ...asked, status: 'queued', sid: null, answeredBy: null, promptsSaid: 0 },
      ...{ codeId: attemptId, queuedAt: start, startedAt: null, endedAt: null },
      ...attempt,
    },
  };
}

/** One whose call was answered and greeted. */
export function inCall(attempt: Partial<Attempt> = {}, rest: Omit<Changes, 'attempt'> = {}): Verification {
  return verification({
    ...rest,
    attempt: { status: 'in-progress', sid, promptsSaid: 1, startedAt: start, ...attempt },
  });
}

/** One whose message is with the carrier. */
export function inMessage(attempt: Partial<Attempt> = {}, rest: Omit<Changes, 'attempt'> = {}): Verification {
  const sent = { status: 'sent', sid, startedAt: start, ...attempt } as const;
  return verification({ channel: 'sms', mode: 'code', ...rest, attempt: sent });
}

/** One whose attempt has ended without approval. */
export const ended = (attempt: Partial<Attempt> = {}, rest: Omit<Changes, 'attempt'> = {}): Verification =>
  inCall({ status: 'completed', endedAt: start, ...attempt }, { status: 'retry', reason: 'hung_up', ...rest });

const usual = {
  claimed: {},
  too_late: {},
  placed: {},
  refused: { reason: 'unreachable', carrierCode: null },
  not_placed: { cause: 'throttled', retryAfterMs: null },
  result_unknown: {},
  call_not_found: {},
  call_progress: { callStatus: 'completed', answeredBy: null, sipResponseCode: null, carrierReason: null },
  message_progress: { messageStatus: 'delivered', carrierReason: null },
  answered: { answeredBy: null },
  detected: { answeredBy: 'human' },
  connected: { answeredBy: null },
  key_pressed: { key: 'right', prompt: 1, answeredBy: null },
  no_input: { prompt: 1 },
  fraud_answered: { confirmed: true, prompt: 2, answeredBy: null },
  retry_requested: { channel: null },
  resend_requested: { channel: null },
  code_checked: { code: 'right' },
  user_blocked: {},
  cancel_requested: {},
  life_over: {},
} as const;

const withoutCall: readonly EventType[] = [
  ...(['claimed', 'too_late', 'refused', 'not_placed', 'result_unknown', 'call_not_found'] as const),
];
const requests: readonly EventType[] = [
  ...([
    'retry_requested',
    'resend_requested',
    'code_checked',
    'user_blocked',
    'cancel_requested',
    'life_over',
  ] as const),
];

/** An event as it usually comes, about the first attempt and its own call, changed as told. */
export function event<T extends EventType>(type: T, changes: Partial<EventOf<T>> = {}): VerificationEvent {
  const about = requests.includes(type) ? {} : withoutCall.includes(type) ? { attemptId } : { attemptId, sid };
  return { type, ...about, ...usual[type], ...changes } as VerificationEvent;
}

/** What an event leads to, at `now` and by the service's own policy unless told otherwise. */
export function apply(
  before: Verification,
  happened: VerificationEvent,
  { at = now, policy = {} }: { at?: Date; policy?: Partial<Policy> } = {},
): Decision {
  return transition(before, happened, at, { ...defaultPolicy, ...policy }, `attempt-${before.attempt.number + 1}`);
}
