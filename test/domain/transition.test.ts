import { describe, expect, it } from 'vitest';
import type { VerificationEvent } from '#domain/events.ts';
import { defaultPolicy as policy } from '#domain/policy.ts';
import { transition } from '#domain/transition.ts';
import type { CallStatus, Verification } from '#domain/verification.ts';
import { callSid, inCall, secondsLater, start, verification } from './verification-builder.ts';

const attemptId = 'attempt-1';
const now = secondsLater(20);
const apply = (before: Verification, event: VerificationEvent, at = now) => transition(before, event, at, policy);
const pound = { type: 'key_pressed', attemptId, callSid, key: 'right', prompt: 1, answeredBy: null } as const;
const wrongKey = (prompt: number) => ({ ...pound, key: 'wrong', prompt }) as const;
const silence = (prompt: number) => ({ type: 'no_input', attemptId, callSid, prompt }) as const;
const answered = { type: 'answered', attemptId, callSid, answeredBy: null } as const;
const status = (callStatus: CallStatus, more: object = {}) =>
  ({
    type: 'call_progress',
    attemptId,
    callSid,
    callStatus,
    answeredBy: null,
    sipResponseCode: null,
    ...more,
  }) as const;

describe('the pound key', () => {
  it('verifies when pressed in the current call', () => {
    const decision = apply(inCall(), pound);
    expect(decision.next).toMatchObject({ status: 'verified', reason: null, version: 2, updatedAt: now });
    expect(decision).toMatchObject({ verdict: 'applied', say: 'verified', effects: [] });
  });

  it('verifies when it is told after the end of its call', () => {
    const ended = apply(inCall(), status('completed')).next;
    expect(ended).toMatchObject({ status: 'retry', reason: 'hung_up' });
    expect(apply(ended, pound).next.status).toBe('verified');
  });

  it.each([
    ['in a call of an earlier attempt', inCall({ id: 'attempt-2' }), pound, now],
    ['in another call', inCall(), { ...pound, callSid: 'CA2' }, now],
    ['after expiry', inCall(), pound, secondsLater(policy.lifeSeconds)],
    ['in a call that a machine answered', { ...inCall({ answeredBy: 'machine_start' }), status: 'retry' }, pound, now],
    ['that a machine pressed', inCall(), { ...pound, answeredBy: 'machine_start' }, now],
    ['before anything was asked', inCall({ promptsSaid: 0 }), pound, now],
    [
      'told after a call that nobody answered',
      { ...inCall({ status: 'no-answer', promptsSaid: 0 }), status: 'retry' },
      pound,
      now,
    ],
    ['after it was canceled', { ...inCall(), status: 'canceled' }, pound, now],
  ] as const)('does not verify %s', (_, before, event, at) => {
    const { next, say } = apply(before, event, at);
    expect(next.status).not.toBe('verified');
    expect(say).toMatch(/^(hang_up|expired)$/);
  });
});

describe('a prompt that is not answered with the pound key', () => {
  it.each([
    ['a wrong key', wrongKey, 'again_after_mistake', 'goodbye_after_mistake', 'wrong_key'],
    ['silence', silence, 'again_after_silence', 'goodbye_after_silence', 'no_input'],
  ] as const)('is said again twice after %s, then the call ends politely', (_, answer, again, goodbye, reason) => {
    const second = apply(inCall(), answer(1));
    expect(second).toMatchObject({ say: again, next: { status: 'pending', attempt: { promptsSaid: 2 } } });
    const third = apply(second.next, answer(2));
    expect(third).toMatchObject({ say: again, next: { status: 'pending', attempt: { promptsSaid: 3 } } });
    expect(apply(third.next, answer(3))).toMatchObject({ say: goodbye, next: { status: 'retry', reason } });
  });

  it('is not counted twice when the same answer is told again', () => {
    const second = apply(inCall(), wrongKey(1)).next;
    expect(apply(second, wrongKey(1))).toMatchObject({
      verdict: 'ignored',
      say: 'again_after_mistake',
      next: second,
    });
  });
});

describe('the end of a call without approval', () => {
  it.each([
    ['completed', 'hung_up', {}],
    ['busy', 'busy', {}],
    ['no-answer', 'no_answer', {}],
    ['failed', 'call_failed', {}],
    ['failed', 'unreachable', { sipResponseCode: 404 }],
    ['canceled', 'call_failed', {}],
  ] as const)('%s offers a retry because of %s', (callStatus, reason, more) => {
    const { next } = apply(inCall({ status: 'ringing' }), status(callStatus, more));
    expect(next).toMatchObject({ status: 'retry', reason, attempt: { status: callStatus, endedAt: now } });
  });

  it.each([
    ['machine_start', 'voicemail'],
    ['machine_end_beep', 'voicemail'],
    ['fax', 'fax'],
  ] as const)('%s ends it as %s and hangs up', (answeredBy, reason) => {
    const { next, effects } = apply(inCall(), status('in-progress', { answeredBy }));
    expect(next).toMatchObject({ status: 'retry', reason });
    expect(effects).toEqual([{ type: 'hang_up', callSid }]);
    expect(apply(verification(), { ...answered, answeredBy })).toMatchObject({ say: 'hang_up', next: { reason } });
  });

  it('fails the verification when no attempt is left', () => {
    const last = inCall({ number: policy.maxAttempts });
    expect(apply(last, status('no-answer')).next).toMatchObject({ status: 'failed', reason: 'too_many_attempts' });
  });
});

describe('an older status', () => {
  it.each(['initiated', 'ringing', 'in-progress'] as const)('%s never overwrites a newer one', (older) => {
    const before = inCall();
    expect(apply(before, status(older))).toMatchObject({ verdict: 'ignored', next: before });
  });
});

describe('dialing', () => {
  const claimed = apply(verification(), { type: 'claimed', attemptId }).next;

  it('is claimed once', () => {
    expect(claimed.attempt).toMatchObject({ status: 'dialing', startedAt: now });
    expect(apply(claimed, { type: 'claimed', attemptId })).toMatchObject({ verdict: 'ignored', next: claimed });
  });

  it('learns the call from the first to tell of it, callback or answer', () => {
    expect(apply(claimed, { type: 'placed', attemptId, callSid }).next.attempt.callSid).toBe(callSid);
    expect(apply(claimed, status('ringing')).next.attempt).toMatchObject({ callSid, status: 'ringing' });
  });

  it.each(['invalid_number', 'number_blocked', 'country_blocked', 'opted_out'] as const)(
    'fails for good when the carrier refuses because of %s',
    (reason) => {
      const { next } = apply(claimed, { type: 'refused', attemptId, reason, carrierCode: 1 });
      expect(next).toMatchObject({ status: 'failed', reason, attempt: { status: 'failed', endedAt: now } });
    },
  );

  it('offers a retry when the carrier refuses for now', () => {
    const { next } = apply(claimed, { type: 'refused', attemptId, reason: 'unreachable', carrierCode: 21214 });
    expect(next).toMatchObject({ status: 'retry', reason: 'unreachable' });
  });

  it('is tried again only when the phone certainly did not ring', () => {
    const throttled = apply(claimed, { type: 'not_placed', attemptId, cause: 'throttled', retryAfterMs: 700 });
    expect(throttled.next.attempt).toMatchObject({ status: 'queued', startedAt: null });
    expect(throttled.effects).toEqual([{ type: 'place_call', attemptId, delayMs: 700 }]);
    expect(apply(claimed, { type: 'result_unknown', attemptId })).toMatchObject({ verdict: 'ignored', effects: [] });
  });

  it('is given up when the carrier stays away', () => {
    const event = { type: 'not_placed', attemptId, cause: 'unavailable', retryAfterMs: null } as const;
    const { next } = apply(claimed, event, secondsLater(policy.placeWithinSeconds));
    expect(next).toMatchObject({ status: 'retry', reason: 'carrier_unavailable' });
  });

  it('that left no trace offers a retry, and goes on should the call turn up', () => {
    const lost = apply(claimed, { type: 'call_not_found', attemptId }).next;
    expect(lost).toMatchObject({ status: 'retry', reason: 'carrier_result_unknown' });
    const found = apply(lost, answered);
    expect(found).toMatchObject({ say: 'greeting', next: { status: 'pending', reason: null } });
    expect(apply(found.next, pound).next.status).toBe('verified');
  });

  it('that comes too late ends the verification', () => {
    expect(apply(claimed, { type: 'too_late', attemptId }).next).toMatchObject({
      status: 'expired',
      reason: 'expired',
    });
  });
});

describe('requests', () => {
  const retry = { type: 'retry_requested', newAttemptId: 'attempt-2' } as const;
  const waiting: Verification = { ...inCall({ status: 'busy', endedAt: start }), status: 'retry', reason: 'busy' };

  it('a retry makes a new attempt and asks for its call', () => {
    const decision = apply(waiting, retry);
    expect(decision.next).toMatchObject({ status: 'pending', reason: null });
    expect(decision.next.attempt).toEqual(
      verification({ attempt: { id: 'attempt-2', number: 2, queuedAt: now } }).attempt,
    );
    expect(decision.effects).toEqual([{ type: 'place_call', attemptId: 'attempt-2', delayMs: 0 }]);
  });

  it.each(['pending', 'verified', 'failed', 'expired', 'canceled'] as const)('a retry is refused when %s', (state) => {
    const before = { ...inCall(), status: state };
    expect(apply(before, retry)).toMatchObject({ verdict: 'refused', next: before });
  });

  it('a cancel hangs up the call', () => {
    expect(apply(inCall(), { type: 'cancel_requested' })).toMatchObject({
      next: { status: 'canceled', reason: 'canceled' },
      effects: [{ type: 'hang_up', callSid }],
    });
  });

  it('a cancel before dialing ends the attempt, which nobody else would', () => {
    const { next } = apply(verification(), { type: 'cancel_requested' });
    expect(next.attempt).toMatchObject({ status: 'canceled', endedAt: now });
    expect(apply(next, { type: 'claimed', attemptId }).verdict).toBe('ignored');
  });
});

describe('expiry', () => {
  const late = secondsLater(policy.lifeSeconds);

  it('ends what is under way and hangs up', () => {
    expect(apply(inCall(), { type: 'life_over' }, late)).toMatchObject({
      next: { status: 'expired', reason: 'expired' },
      effects: [{ type: 'hang_up', callSid }],
    });
  });

  it('is noticed by whichever event comes first, which is then still written down', () => {
    const { next, say } = apply(inCall({ status: 'ringing', promptsSaid: 0 }), answered, late);
    expect(next).toMatchObject({ status: 'expired' });
    expect(say).toBe('expired');
    const ended = apply(inCall(), status('completed'), late).next;
    expect(ended).toMatchObject({ status: 'expired', attempt: { status: 'completed', endedAt: late } });
  });
});

describe('a call that is no longer wanted', () => {
  it('is hung up when the carrier tells of it only afterwards', () => {
    const canceled: Verification = {
      ...verification({ attempt: { status: 'dialing' } }),
      status: 'canceled',
      reason: 'canceled',
    };
    expect(apply(canceled, { type: 'placed', attemptId, callSid }).effects).toEqual([{ type: 'hang_up', callSid }]);
    expect(apply(canceled, answered).say).toBe('hang_up');
  });
});
