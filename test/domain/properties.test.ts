import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VerificationEvent } from '#domain/events.ts';
import { defaultPolicy as policy } from '#domain/policy.ts';
import { prompts } from '#domain/prompts.ts';
import { transition } from '#domain/transition.ts';
import { answeredByValues, callStatuses, isTerminal, reasons, type Verification } from '#domain/verification.ts';
import { secondsLater, verification } from './verification-builder.ts';

/** Events of all kinds, for the right and for wrong attempts and calls, in any order, as often as they come. */
const attemptId = fc.constantFrom('attempt-1', 'attempt-2', 'attempt-3', 'attempt-of-others');
const callSid = fc.constantFrom('CA1', 'CA2');
const answeredBy = fc.option(fc.constantFrom(...answeredByValues), { freq: 3 });
const prompt = fc.integer({ min: 0, max: 4 });
const event: fc.Arbitrary<VerificationEvent> = fc.oneof(
  fc.record({ type: fc.constantFrom('claimed', 'too_late', 'result_unknown', 'call_not_found'), attemptId }),
  fc.record({ type: fc.constant('placed' as const), attemptId, callSid }),
  fc.record({
    type: fc.constant('refused' as const),
    attemptId,
    reason: fc.constantFrom(...reasons),
    carrierCode: fc.constant(1),
  }),
  fc.record({
    ...{ type: fc.constant('not_placed' as const), attemptId },
    ...{ cause: fc.constantFrom('throttled', 'unavailable'), retryAfterMs: fc.option(fc.nat(1000)) },
  }),
  fc.record({
    ...{
      type: fc.constant('call_progress' as const),
      attemptId,
      callSid,
      callStatus: fc.constantFrom(...callStatuses),
    },
    ...{ answeredBy, sipResponseCode: fc.option(fc.constantFrom(404, 486)) },
  }),
  fc.record({ type: fc.constant('answered' as const), attemptId, callSid, answeredBy }),
  fc.record({
    type: fc.constant('key_pressed' as const),
    attemptId,
    callSid,
    key: fc.constantFrom('right', 'wrong'),
    prompt,
    answeredBy,
  }),
  fc.record({ type: fc.constant('no_input' as const), attemptId, callSid, prompt }),
  fc.constantFrom<VerificationEvent>(
    { type: 'cancel_requested' },
    { type: 'life_over' },
    { type: 'retry_requested', newAttemptId: 'attempt-2' },
    { type: 'retry_requested', newAttemptId: 'attempt-3' },
  ),
);
/** Each event with the seconds that pass before it. */
const history = fc.array(fc.tuple(event, fc.constantFrom(0, 1, 5, 60, 300)), { maxLength: 40 });

function* live(steps: [VerificationEvent, number][]) {
  let before: Verification = verification();
  let seconds = 0;
  for (const [each, pause] of steps) {
    seconds += pause;
    const now = secondsLater(seconds);
    const decision = transition(before, each, now, policy);
    yield { before, event: each, now, decision };
    before = decision.next;
  }
}

const always = (check: (step: ReturnType<typeof live> extends Generator<infer S> ? S : never) => void) =>
  fc.assert(
    fc.property(history, (steps) => {
      for (const step of live(steps)) check(step);
    }),
    { numRuns: 2_000 },
  );

describe('over all orders, duplicates and losses of events', () => {
  it('nothing verifies but the pound key, in the current call, answered by no machine, before expiry', () => {
    always(({ before, event, now, decision: { next } }) => {
      if (next.status !== 'verified' || before.status === 'verified') return;
      expect(event).toMatchObject({ type: 'key_pressed', key: 'right', attemptId: before.attempt.id });
      expect('callSid' in event && event.callSid).toBe(before.attempt.callSid ?? next.attempt.callSid);
      expect(before.attempt.answeredBy ?? 'human').toMatch(/^(human|unknown)$/);
      expect('answeredBy' in event && (event.answeredBy ?? 'human')).toMatch(/^(human|unknown)$/);
      expect(before.attempt.promptsSaid).toBeGreaterThan(0);
      expect(now < before.expiresAt).toBe(true);
    });
  });

  it('a terminal status never changes, nor does its reason', () => {
    always(({ before, decision: { next } }) => {
      if (!isTerminal(before.status)) return;
      expect([next.status, next.reason]).toEqual([before.status, before.reason]);
    });
  });

  it('attempts never exceed their cap and are never made up by a callback', () => {
    always(({ before, event, decision: { next } }) => {
      expect(next.attempt.number).toBeLessThanOrEqual(policy.maxAttempts);
      if (next.attempt.id !== before.attempt.id) expect(event.type).toBe('retry_requested');
    });
  });

  it('the version grows with every change and only then', () => {
    always(({ before, decision: { next, verdict } }) => {
      if (verdict === 'applied') expect(next.version).toBeGreaterThan(before.version);
      else expect(next).toBe(before);
    });
  });

  it('a request for a call is made only when an attempt has become queued', () => {
    always(({ decision: { next, effects } }) => {
      for (const effect of effects) {
        if (effect.type === 'place_call') {
          expect(next.status).toBe('pending');
          expect(next.attempt).toMatchObject({ id: effect.attemptId, status: 'queued' });
        }
      }
    });
  });

  it('whoever picks up or presses a key is told something', () => {
    always(({ event, decision: { say } }) => {
      if (['answered', 'key_pressed', 'no_input'].includes(event.type)) expect(prompts).toContain(say);
    });
  });

  it('every history ends when its life is over', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const last = [...live([...steps, [{ type: 'life_over' }, 0]])].at(-1);
        expect(isTerminal(last?.decision.next.status ?? 'pending')).toBe(true);
      }),
    );
  });

  it('reason is empty exactly while pending or verified', () => {
    always(({ decision: { next } }) => {
      expect(next.reason === null).toBe(next.status === 'pending' || next.status === 'verified');
    });
  });
});

describe('the callbacks of one answered call', () => {
  const ids = { attemptId: 'attempt-1', callSid: 'CA1' };
  const progress = (callStatus: 'initiated' | 'ringing' | 'in-progress' | 'completed'): VerificationEvent => ({
    ...{ type: 'call_progress', ...ids, callStatus, answeredBy: null, sipResponseCode: null },
  });
  const call: VerificationEvent[] = [
    { type: 'claimed', attemptId: 'attempt-1' },
    { type: 'placed', ...ids },
    ...(['initiated', 'ringing', 'in-progress', 'completed'] as const).map(progress),
    { type: 'answered', ...ids, answeredBy: null },
    { type: 'key_pressed', ...ids, key: 'right', prompt: 1, answeredBy: null },
  ];
  const shuffledAndDoubled = fc.shuffledSubarray([...call, ...call], { minLength: call.length * 2 });

  it('verify in every order that can be, however often each is told', () => {
    fc.assert(
      fc.property(shuffledAndDoubled, (events) => {
        // The key answers what we said to whoever picked up, and only then can they hang up.
        const first = (wanted: (each: VerificationEvent) => boolean) => events.findIndex(wanted);
        const pickedUp = first(({ type }) => type === 'answered');
        fc.pre(pickedUp < first(({ type }) => type === 'key_pressed'));
        fc.pre(pickedUp < first((each) => each.type === 'call_progress' && each.callStatus === 'completed'));
        const end = [...live(events.map((each) => [each, 0]))].at(-1);
        expect(end?.decision.next).toMatchObject({
          status: 'verified',
          attempt: { status: 'completed', callSid: 'CA1' },
        });
      }),
      { numRuns: 2_000 },
    );
  });
});
