import { describe, expect, it } from 'vitest';
import { apply, ended, event, inCall, late, now, secondsLater } from './verification-builder.ts';

const right = event('key_pressed');
const wrongKey = (prompt: number) => event('key_pressed', { key: 'wrong', prompt });
const silence = (prompt: number) => event('no_input', { prompt });
const modes = ['pound', 'match', 'pin'] as const;

describe('the right key', () => {
  it.each(modes)('verifies when pressed in the current call, by %s', (mode) => {
    const decision = apply(inCall({}, { mode }), right);
    expect(decision.next).toMatchObject({ status: 'verified', reason: null, version: 2, updatedAt: now });
    expect(decision).toMatchObject({ verdict: 'applied', say: 'verified', effects: [], left: null, leftBecause: null });
  });

  it.each(modes)('verifies when it is told after the end of its call, by %s', (mode) => {
    const over = apply(inCall({}, { mode }), event('call_progress')).next;
    expect(over).toMatchObject({ status: 'retry', reason: 'hung_up' });
    expect(apply(over, right)).toMatchObject({ say: 'verified', next: { status: 'verified', reason: null } });
  });

  it('verifies in the last moment of the life, and not after it', () => {
    expect(apply(inCall(), right, { at: secondsLater(599.999) }).next.status).toBe('verified');
    expect(apply(inCall(), right, { at: late })).toMatchObject({ say: 'expired', next: { status: 'expired' } });
  });

  it('verifies though it answers an earlier prompt', () => {
    expect(apply(inCall({ promptsSaid: 2 }), right).next.status).toBe('verified');
  });

  it.each([
    ['in a call of an earlier attempt', inCall({ id: 'attempt-2' }), right],
    ['in another call', inCall(), event('key_pressed', { sid: 'CA2' })],
    ['before anything was asked', inCall({ promptsSaid: 0 }), right],
    ['told after a call that nobody answered', ended({ status: 'no-answer', promptsSaid: 0 }), right],
    ['after it was canceled', inCall({}, { status: 'canceled', reason: 'canceled' }), right],
    ['after it failed', inCall({}, { status: 'failed', reason: 'too_many_attempts' }), right],
    ['in an attempt by code', inCall({}, { mode: 'code' }), right],
    ['in an attempt by code, told late', ended({}, { mode: 'code' }), right],
  ])('does not verify %s', (_, before, pressed) => {
    const { next } = apply(before, pressed);
    expect(next.status).toBe(before.status);
  });

  it.each([
    ['before anything was asked', inCall({ promptsSaid: 0 }), 'hang_up'],
    ['after the attempt has ended, if it is a wrong one', ended({ promptsSaid: 0 }), 'hang_up'],
  ] as const)('hears %s: %s', (_, before, say) => {
    expect(apply(before, right)).toMatchObject({ verdict: 'ignored', say, next: before });
  });
});

describe('a prompt that is not answered rightly', () => {
  it.each([
    ['pound', 'a wrong key', wrongKey, 'again_after_mistake', 'goodbye_after_mistake', 'wrong_key'],
    ['match', 'wrong digits', wrongKey, 'again_after_mistake', 'goodbye_after_mistake', 'wrong_digits'],
    ['pin', 'a wrong PIN', wrongKey, 'again_after_mistake', 'goodbye_after_mistake', 'wrong_digits'],
    ['pound', 'silence', silence, 'again_after_silence', 'goodbye_after_silence', 'no_input'],
    ['match', 'silence', silence, 'again_after_silence', 'goodbye_after_silence', 'no_input'],
  ] as const)(
    'by %s is said again twice after %s, then the call ends politely',
    (mode, _, answer, again, goodbye, reason) => {
      const second = apply(inCall({}, { mode }), answer(1));
      expect(second).toMatchObject({ say: again, next: { status: 'pending', attempt: { promptsSaid: 2 } } });
      const third = apply(second.next, answer(2));
      expect(third).toMatchObject({ say: again, next: { status: 'pending', attempt: { promptsSaid: 3 } } });
      const last = apply(third.next, answer(3));
      expect(last).toMatchObject({ say: goodbye, effects: [], next: { status: 'retry', reason } });
    },
  );

  it.each([
    [wrongKey, 'again_after_mistake'],
    [silence, 'again_after_silence'],
  ] as const)('is not counted twice when the same answer is told again', (answer, say) => {
    const last = inCall({ promptsSaid: 3 });
    expect(apply(last, answer(2))).toMatchObject({ verdict: 'ignored', say, next: last });
  });

  it.each([
    ['a wrong key', wrongKey(1)],
    ['silence', silence(1)],
    ['0', event('key_pressed', { key: 'zero' })],
  ])('after the end of its attempt changes nothing: %s', (_, answer) => {
    const before = ended({ status: 'in-progress', endedAt: null });
    expect(apply(before, answer)).toMatchObject({ verdict: 'ignored', say: 'hang_up', next: before });
  });
});
