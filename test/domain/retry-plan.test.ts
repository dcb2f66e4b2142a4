import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '#domain/policy.ts';
import { isFinalReason } from '#domain/reasons.ts';
import { attemptAfter, channelsOf, modeOn, nextTry, retryPlan } from '#domain/retry-plan.ts';
import { modes, reasons, type Verification } from '#domain/verification.ts';
import { inCall, inMessage, now, secondsLater, verification } from './verification-builder.ts';

const next = (before: Verification, reason: (typeof reasons)[number], at = now, policy = {}) =>
  nextTry(before, reason, at, { ...defaultPolicy, ...policy });
const again = inCall({}, { autoRetry: true });
const either = inCall({}, { autoRetry: true, fallback: ['sms'] });

describe('the plan', () => {
  it.each([
    ['no_answer', 30],
    ['busy', 60],
    ['voicemail', 60],
    ['unreachable', 30],
    ['call_failed', 15],
    ['message_undelivered', 15],
    ['carrier_unavailable', 30],
  ] as const)('after %s the same channel is tried again in %i seconds', (reason, delaySeconds) => {
    expect(next(again, reason)).toEqual({ channel: 'call', delaySeconds });
  });

  it.each(['fax', 'no_input'] as const)('after %s only another channel is tried', (reason) => {
    expect(next(again, reason)).toBeNull();
    expect(next(either, reason)).toEqual({ channel: 'sms', delaySeconds: 0 });
  });

  it.each(reasons.filter((reason) => !(reason in retryPlan)))('after %s nothing comes by itself', (reason) => {
    expect(next(either, reason)).toBeNull();
  });

  it('has nothing for reasons that are final', () => {
    expect(Object.keys(retryPlan).filter((reason) => isFinalReason(reason as (typeof reasons)[number]))).toEqual([]);
  });

  it.each(Object.keys(retryPlan) as (keyof typeof retryPlan)[])('prefers the other channel after %s', (reason) => {
    expect(next(either, reason)).toEqual({ channel: 'sms', delaySeconds: 0 });
    expect(next(inMessage({}, { autoRetry: true, fallback: ['call'] }), reason)?.channel).toBe('call');
  });

  it('falls back once, and then tries the last channel again', () => {
    const fallen = inCall({ channel: 'sms' }, { autoRetry: true, fallback: ['sms'] });
    expect(next(fallen, 'message_undelivered')).toEqual({ channel: 'sms', delaySeconds: 15 });
    expect(next({ ...fallen, autoRetry: false }, 'message_undelivered')).toBeNull();
  });

  it('does nothing unasked', () => {
    expect(next(inCall(), 'no_answer')).toBeNull();
  });

  it('keeps the cooldown of the number, and the longer of the two', () => {
    expect(next(again, 'busy', now, { cooldownSeconds: 90 })).toEqual({ channel: 'call', delaySeconds: 90 });
    expect(next(again, 'busy', now, { cooldownSeconds: 20 })).toEqual({ channel: 'call', delaySeconds: 60 });
    expect(next(either, 'busy', now, { cooldownSeconds: 20 })).toEqual({ channel: 'sms', delaySeconds: 20 });
  });

  it('makes no attempt more than there may be', () => {
    expect(next(inCall({ number: 2 }, { autoRetry: true }), 'busy')).not.toBeNull();
    expect(next(inCall({ number: 3 }, { autoRetry: true }), 'busy')).toBeNull();
  });

  it('makes none that could not be answered within the life', () => {
    expect(next(again, 'busy', secondsLater(600 - 30 - 60))).not.toBeNull();
    expect(next(again, 'busy', secondsLater(600 - 30 - 59))).toBeNull();
  });
});

describe('the channels of a verification', () => {
  it('are used in the order in which they were asked for', () => {
    expect(channelsOf({ channel: 'sms', fallback: ['call'] })).toEqual(['sms', 'call']);
    expect(channelsOf({ channel: 'call', fallback: [] })).toEqual(['call']);
  });

  it.each(modes)('confirm as was asked for on the one that was asked for, and else by a code: %s', (mode) => {
    expect(modeOn('call', { channel: 'call', mode })).toBe(mode);
    expect(modeOn('sms', { channel: 'call', mode })).toBe('code');
  });
});

describe('the attempt after another', () => {
  const before = verification({
    mode: 'pin',
    attempt: { ...inCall({ answeredBy: 'human', codeId: 'first' }).attempt },
  });
  const following = { id: 'second', channel: 'call', queuedAt: now, machineHeardIt: false } as const;

  it('begins anew, counts on and shares the code', () => {
    expect(attemptAfter(before, following)).toEqual({
      ...{ id: 'second', number: 2, channel: 'call', mode: 'pin', status: 'queued', sid: null, answeredBy: null },
      ...{ promptsSaid: 0, codeId: 'first', queuedAt: now, startedAt: null, endedAt: null },
    });
  });

  it('has a code of its own when a machine may have heard the one before', () => {
    expect(attemptAfter(before, { ...following, machineHeardIt: true }).codeId).toBe('second');
  });
});
