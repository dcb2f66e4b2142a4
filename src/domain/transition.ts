import { hasEnded } from './attempt-progress.ts';
import type { EventOf, EventType, VerificationEvent } from './events.ts';
import type { Policy } from './policy.ts';
import type { Prompt } from './prompts.ts';
import { reasonOfMachine } from './reasons.ts';
import { attemptAfter, nextTry } from './retry-plan.ts';
import type { Effect, Rule, Rules, Situation } from './rule.ts';
import { table } from './table/table.ts';
import { type Attempt, hasAttemptsLeft, isTerminal, type Reason, type Verification } from './verification.ts';

/** What an event leads to. `next` is the same object when nothing changed. */
export interface Decision<V extends Verification = Verification> {
  next: V;
  /** `applied`: something changed. `ignored`: recorded only. `refused`: a request that the status does not allow. */
  verdict: 'applied' | 'ignored' | 'refused';
  because: string;
  /** What the call says next; null when the event has no voice to answer. */
  say: Prompt | null;
  effects: Effect[];
  /** The attempt that a new one has followed, as it ended; null: the current one goes on. */
  left: Attempt | null;
  /** Why that attempt ended, where the next one came by itself. */
  leftBecause: Reason | null;
}

/**
 * Decides what an event does to a verification. Pure: time and the id of a new attempt are arguments.
 * A terminal status never changes; only the right keys in the current attempt's own call, answered by no machine, or
 * the right code, before expiry, verify.
 */
export function transition<V extends Verification>(
  verification: V,
  event: VerificationEvent,
  now: Date,
  policy: Policy,
  newAttemptId: string,
): Decision<V> {
  const { attempt, status } = verification;
  if ('attemptId' in event && event.attemptId !== attempt.id) {
    return unchanged(verification, 'ignored', 'of an earlier attempt');
  }
  if ('sid' in event && attempt.sid !== null && event.sid !== attempt.sid) {
    return unchanged(verification, 'ignored', 'of another call');
  }
  if (!isTerminal(status) && now >= verification.expiresAt) {
    // Expiry comes first, whoever notices it; then the event meets a verification that is over.
    const over = decide(verification, { type: 'life_over' }, now, policy, newAttemptId);
    const after = decide(over.next, event, now, policy, newAttemptId);
    return { ...over, next: after.next, effects: [...over.effects, ...after.effects] };
  }
  return decide(verification, event, now, policy, newAttemptId);
}

function decide<V extends Verification, T extends EventType>(
  verification: V,
  event: EventOf<T>,
  now: Date,
  policy: Policy,
  newAttemptId: string,
): Decision<V> {
  const situation: Situation<T> = { verification, event, now, policy, newAttemptId };
  const column: Rules = table[verification.status];
  const rules = column[event.type as T] as Rule<T>[] | undefined;
  const rule = rules?.find((candidate) => candidate.when?.(situation) ?? true);
  if (!rule) {
    const asked = 'attemptId' in event ? 'ignored' : 'refused';
    return unchanged(verification, asked, `not possible when ${verification.status}`);
  }
  if (rule.to === undefined && rule.attempt === undefined) {
    return unchanged(verification, 'ignored', rule.because, rule.say);
  }
  const attempt: Attempt = {
    ...verification.attempt,
    ...adoptSid(event),
    ...rule.attempt?.(situation),
  };
  // A rule that begins another attempt hangs up the one before.
  const called = attempt.id === verification.attempt.id ? attempt : verification.attempt;
  const changed = {
    ...verification,
    ...outcome(rule, situation),
    attempt,
    checks: verification.checks + (rule.countsCheck ? 1 : 0),
    version: verification.version + 1,
    updatedAt: now,
  };
  const decision: Decision<V> = {
    ...{ next: changed, verdict: 'applied', because: rule.because, say: rule.say ?? null },
    ...{ left: called === attempt ? null : called, leftBecause: null },
    effects: [
      ...(rule.hangUp ? hangUp(called) : []),
      ...(rule.placeAttempt ? [{ type: 'place_attempt' as const, ...rule.placeAttempt(situation) }] : []),
      ...(rule.block ? [{ type: 'block' as const, endsAt: daysAfter(now, policy.fraudBlockDays) }] : []),
    ],
  };
  return rule.to === 'retry' ? tryByItself(decision, situation) : decision;
}

/** Where the caller asked for it, the next attempt follows by itself. */
function tryByItself<V extends Verification, T extends EventType>(
  decision: Decision<V>,
  { now, policy, newAttemptId }: Situation<T>,
): Decision<V> {
  const { next, effects } = decision;
  const { reason, attempt } = next;
  const choice = reason && nextTry(next, reason, now, policy);
  if (!choice) return decision;
  const delayMs = choice.delaySeconds * 1000;
  const queuedAt = new Date(now.getTime() + delayMs);
  const machineHeardIt = reasonOfMachine(attempt.answeredBy) !== null;
  const following = attemptAfter(next, { id: newAttemptId, channel: choice.channel, queuedAt, machineHeardIt });
  return {
    ...decision,
    next: { ...next, status: 'pending', reason: null, attempt: following },
    effects: [...effects, { type: 'place_attempt', attemptId: newAttemptId, delayMs }],
    ...{ left: attempt, leftBecause: reason },
  };
}

/**
 * Status and reason by the rule, with the cap on attempts: where none is left, a retry is no offer. A code typed wrongly
 * is: it may be typed again.
 */
function outcome<T extends EventType>(rule: Rule<T>, situation: Situation<T>): Partial<Verification> {
  const { verification, policy } = situation;
  if (rule.to === undefined) return {};
  const reason = typeof rule.reason === 'function' ? rule.reason(situation) : (rule.reason ?? null);
  if (rule.to === 'retry' && reason !== 'wrong_code' && !hasAttemptsLeft(verification, policy.maxAttempts)) {
    return { status: 'failed', reason: 'too_many_attempts' };
  }
  return { status: rule.to, reason };
}

/** The first callback may come before the answer to our POST: the call is known from whichever is first. */
function adoptSid(event: VerificationEvent): Partial<Attempt> {
  return 'sid' in event ? { sid: event.sid } : {};
}

function hangUp({ channel, sid, status }: Attempt): Effect[] {
  return channel !== 'call' || sid === null || hasEnded(status) ? [] : [{ type: 'hang_up', sid }];
}

function daysAfter(now: Date, days: number): Date {
  return new Date(now.getTime() + days * 86_400_000);
}

function unchanged<V extends Verification>(
  verification: V,
  verdict: 'ignored' | 'refused',
  because: string,
  say: Prompt = 'hang_up',
): Decision<V> {
  const nothing = { effects: [], left: null, leftBecause: null };
  return { next: verification, verdict, because, say, ...nothing };
}
