import { hasEnded } from './call-progress.ts';
import type { EventOf, EventType, VerificationEvent } from './events.ts';
import type { Policy } from './policy.ts';
import type { Prompt } from './prompts.ts';
import type { Effect, Rule, Rules, Situation } from './rule.ts';
import { table } from './table.ts';
import { type Attempt, isTerminal, type Reason, type Status, type Verification } from './verification.ts';

/** What an event leads to. `next` is the same object when nothing changed. */
export interface Decision<V extends Verification = Verification> {
  next: V;
  /** `applied`: something changed. `ignored`: recorded only. `refused`: a request that the status does not allow. */
  verdict: 'applied' | 'ignored' | 'refused';
  because: string;
  /** What the call says next; null when the event has no voice to answer. */
  say: Prompt | null;
  effects: Effect[];
}

/**
 * Decides what an event does to a verification. Pure: time is an argument, randomness comes inside events.
 * A terminal status never changes; only the current attempt's own call, answered by no machine, with the
 * right key, before expiry, verifies.
 */
export function transition<V extends Verification>(
  verification: V,
  event: VerificationEvent,
  now: Date,
  policy: Policy,
): Decision<V> {
  const { attempt, status } = verification;
  if ('attemptId' in event && event.attemptId !== attempt.id) {
    return unchanged(verification, 'ignored', 'of an earlier attempt');
  }
  if ('callSid' in event && attempt.callSid !== null && event.callSid !== attempt.callSid) {
    return unchanged(verification, 'ignored', 'of another call');
  }
  if (!isTerminal(status) && now >= verification.expiresAt && event.type !== 'life_over') {
    // Expiry comes first, whoever notices it; then the event meets a verification that is over.
    const over = transition(verification, { type: 'life_over' }, now, policy);
    const after = decide(over.next, event, now, policy);
    return { ...over, next: after.next, effects: [...over.effects, ...after.effects] };
  }
  return decide(verification, event, now, policy);
}

function decide<V extends Verification, T extends EventType>(
  verification: V,
  event: EventOf<T>,
  now: Date,
  policy: Policy,
): Decision<V> {
  const situation: Situation<T> = { verification, event, now, policy };
  const column: Rules = table[verification.status];
  const rules = column[event.type as T] as Rule<T>[] | undefined;
  const rule = rules?.find((candidate) => candidate.when?.(situation) ?? true);
  if (!rule) {
    const asked = 'attemptId' in event ? 'ignored' : 'refused';
    return unchanged(verification, asked, `not possible when ${verification.status}`);
  }
  const say = rule.say ?? null;
  if (rule.to === undefined && rule.attempt === undefined) {
    return { ...unchanged(verification, 'ignored', rule.because), say: say ?? 'hang_up' };
  }
  const attempt: Attempt = {
    ...verification.attempt,
    ...adoptCallSid(verification.attempt, event),
    ...rule.attempt?.(situation),
  };
  const effects = [...(rule.hangUp ? hangUp(attempt) : []), ...placeCall(rule, situation)];
  return {
    next: { ...verification, ...outcome(rule, situation), attempt, version: verification.version + 1, updatedAt: now },
    verdict: 'applied',
    because: rule.because,
    say,
    effects,
  };
}

/** Status and reason by the rule, with the cap on attempts: where none is left, a retry is no offer. */
function outcome<T extends EventType>(
  rule: Rule<T>,
  situation: Situation<T>,
): { status: Status; reason: Reason | null } {
  const { verification, policy } = situation;
  if (rule.to === undefined) return { status: verification.status, reason: verification.reason };
  if (rule.to === 'retry' && verification.attempt.number >= policy.maxAttempts) {
    return { status: 'failed', reason: 'too_many_attempts' };
  }
  const reason = typeof rule.reason === 'function' ? rule.reason(situation) : (rule.reason ?? null);
  return { status: rule.to, reason };
}

/** The first callback may come before the answer to our POST: the call is known from whichever is first. */
function adoptCallSid(attempt: Attempt, event: VerificationEvent): Partial<Attempt> {
  return attempt.callSid === null && 'callSid' in event ? { callSid: event.callSid } : {};
}

function hangUp(attempt: Attempt): Effect[] {
  return attempt.callSid === null || hasEnded(attempt.status) ? [] : [{ type: 'hang_up', callSid: attempt.callSid }];
}

function placeCall<T extends EventType>(rule: Rule<T>, situation: Situation<T>): Effect[] {
  return rule.placeCall ? [{ type: 'place_call', ...rule.placeCall(situation) }] : [];
}

function unchanged<V extends Verification>(
  verification: V,
  verdict: 'ignored' | 'refused',
  because: string,
): Decision<V> {
  return { next: verification, verdict, because, say: 'hang_up', effects: [] };
}
