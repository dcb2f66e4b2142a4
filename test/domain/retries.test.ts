import { describe, expect, it } from 'vitest';
import type { Verification } from '#domain/verification.ts';
import {
  apply,
  ended,
  event,
  inCall,
  inMessage,
  now,
  secondsLater,
  sid,
  verification,
} from './verification-builder.ts';

const retry = event('retry_requested');
const resend = event('resend_requested');
const claimed = inCall({ status: 'dialing', sid: null, promptsSaid: 0 });
const over = (status: 'busy' | 'no-answer' | 'failed' | 'completed') => event('call_progress', { callStatus: status });

describe('a retry that is asked for', () => {
  it('makes a new attempt, places it at once and leaves the old one as it ended', () => {
    const before = ended({ status: 'busy' }, { reason: 'busy' });
    const decision = apply(before, retry);
    expect(decision.next).toMatchObject({ status: 'pending', reason: null, version: 2 });
    expect(decision.next.attempt).toEqual(
      verification({ attempt: { id: 'attempt-2', number: 2, queuedAt: now } }).attempt,
    );
    expect(decision.effects).toEqual([{ type: 'place_attempt', attemptId: 'attempt-2', delayMs: 0 }]);
    expect(decision).toMatchObject({ left: before.attempt, leftBecause: null });
  });

  it('uses the channel that it names, which confirms by a code unless it was asked for first', () => {
    const by = (channel: 'call' | 'sms') => event('retry_requested', { channel });
    const text = apply(ended({}, { mode: 'match' }), by('sms')).next;
    expect(text.attempt).toMatchObject({ channel: 'sms', mode: 'code', codeId: 'attempt-1' });
    const lost = { ...text, status: 'retry', reason: 'message_undelivered' } as const;
    expect(apply(lost, by('call')).next.attempt).toMatchObject({ channel: 'call', mode: 'match', number: 3 });
    expect(apply(lost, retry).next.attempt).toMatchObject({ channel: 'sms', mode: 'code', number: 3 });
  });

  it('gives another code when a machine may have heard the one before', () => {
    const before = ended({ answeredBy: 'machine_start' }, { mode: 'code' });
    expect(apply(before, retry).next.attempt.codeId).toBe('attempt-2');
  });

  it('hangs up what is left of the call before', () => {
    expect(apply(ended({ status: 'in-progress' }), retry).effects).toEqual([
      { type: 'hang_up', sid },
      { type: 'place_attempt', attemptId: 'attempt-2', delayMs: 0 },
    ]);
  });

  it.each(['pending', 'verified', 'failed', 'expired', 'canceled'] as const)('is refused when %s', (status) => {
    const before: Verification = { ...inCall(), status };
    expect(apply(before, retry)).toMatchObject({ verdict: 'refused', next: before, effects: [] });
  });

  it('is refused when no attempt is left', () => {
    const before = inMessage({ number: 3 }, { status: 'retry', reason: 'wrong_code' });
    expect(apply(before, retry)).toMatchObject({ verdict: 'refused', next: before });
  });
});

describe('a code that is asked for once more', () => {
  it('is the same one in a new attempt, and the call before is hung up', () => {
    const before = inCall({}, { mode: 'code' });
    const decision = apply(before, resend);
    expect(decision.next).toMatchObject({
      ...{ status: 'pending', reason: null },
      attempt: { id: 'attempt-2', number: 2, channel: 'call', mode: 'code', status: 'queued', codeId: 'attempt-1' },
    });
    expect(decision).toMatchObject({ left: before.attempt, leftBecause: null });
    expect(decision.effects).toEqual([
      { type: 'hang_up', sid },
      { type: 'place_attempt', attemptId: 'attempt-2', delayMs: 0 },
    ]);
  });

  it('may come by the other channel', () => {
    const { next, effects } = apply(inMessage(), event('resend_requested', { channel: 'call' }));
    expect(next.attempt).toMatchObject({ channel: 'call', mode: 'code', codeId: 'attempt-1', sid: null });
    expect(effects).toEqual([{ type: 'place_attempt', attemptId: 'attempt-2', delayMs: 0 }]);
  });

  it.each([
    ['it is not out yet', inMessage({ status: 'queued' })],
    ['no attempt is left', inMessage({ number: 3 })],
    ['no code was asked for', inCall()],
    ['it is verified', inMessage({}, { status: 'verified' })],
  ])('is refused when %s', (_, before) => {
    expect(apply(before, resend)).toMatchObject({ verdict: 'refused', next: before, effects: [] });
  });
});

describe('an attempt that follows by itself', () => {
  const willing = (attempt: Verification['attempt'], rest: Partial<Verification>): Verification => ({
    ...verification(rest),
    attempt: { ...attempt, channel: rest.channel ?? 'call' },
  });

  it.each([
    ['busy', 'busy', 60],
    ['no-answer', 'no_answer', 30],
    ['failed', 'call_failed', 15],
  ] as const)('comes after a call that was %s, by the same channel, in its time', (status, reason, seconds) => {
    const decision = apply({ ...claimed, autoRetry: true }, over(status));
    const queuedAt = new Date(now.getTime() + seconds * 1000);
    expect(decision.next).toMatchObject({ status: 'pending', reason: null });
    expect(decision.next.attempt).toEqual(verification({ attempt: { id: 'attempt-2', number: 2, queuedAt } }).attempt);
    expect(decision.effects).toEqual([{ type: 'place_attempt', attemptId: 'attempt-2', delayMs: seconds * 1000 }]);
    expect(decision).toMatchObject({ leftBecause: reason, left: { id: 'attempt-1', status, endedAt: now } });
  });

  it('comes at once by the other channel where the caller named one', () => {
    const decision = apply({ ...claimed, fallback: ['sms'] }, over('busy'));
    expect(decision.next.attempt).toMatchObject({ channel: 'sms', mode: 'code', number: 2, queuedAt: now });
    expect(decision.effects).toEqual([{ type: 'place_attempt', attemptId: 'attempt-2', delayMs: 0 }]);
    expect(decision).toMatchObject({ leftBecause: 'busy', next: { status: 'pending' } });
  });

  it('comes after a machine, whose call is hung up, with another code', () => {
    const before = { ...inCall({}, { mode: 'code', fallback: ['sms'] }) };
    const decision = apply(before, event('detected', { answeredBy: 'machine_start' }));
    expect(decision.next.attempt).toMatchObject({ channel: 'sms', codeId: 'attempt-2', answeredBy: null });
    expect(decision).toMatchObject({ leftBecause: 'voicemail', left: { answeredBy: 'machine_start' } });
    expect(decision.effects).toEqual([
      { type: 'hang_up', sid },
      { type: 'place_attempt', attemptId: 'attempt-2', delayMs: 0 },
    ]);
  });

  it('keeps the code that nobody but its receiver can know', () => {
    const before = inMessage({}, { fallback: ['call'] });
    const { next, leftBecause } = apply(before, event('message_progress', { messageStatus: 'undelivered' }));
    expect(next.attempt).toMatchObject({ channel: 'call', mode: 'code', codeId: 'attempt-1' });
    expect(leftBecause).toBe('message_undelivered');
  });

  it('waits for as long as the number must be left in peace', () => {
    const policy = { cooldownSeconds: 45 };
    const { next, effects } = apply({ ...claimed, fallback: ['sms'] }, over('busy'), { policy });
    expect(next.attempt.queuedAt).toEqual(secondsLater(65));
    expect(effects).toEqual([{ type: 'place_attempt', attemptId: 'attempt-2', delayMs: 45_000 }]);
  });

  it('never comes after somebody was reached', () => {
    const caring = { autoRetry: true, fallback: ['sms'] } as const;
    const mistaken = event('key_pressed', { key: 'wrong', prompt: 3 });
    for (const [before, happened, reason] of [
      [inCall({}, caring), over('completed'), 'hung_up'],
      [inCall({ promptsSaid: 3 }, caring), mistaken, 'wrong_key'],
      [inCall({ promptsSaid: 3 }, { ...caring, mode: 'match' }), mistaken, 'wrong_digits'],
      [inCall({}, { ...caring, mode: 'code' }), event('code_checked', { code: 'wrong' }), 'wrong_code'],
      [inCall({}, caring), event('call_not_found'), 'carrier_result_unknown'],
    ] as const) {
      const decision = apply(before, happened);
      expect(decision.next).toMatchObject({ status: 'retry', reason });
      expect(decision).toMatchObject({ effects: [], left: null, leftBecause: null });
    }
  });

  it.each([...(['invalid_number', 'number_blocked', 'country_blocked', 'opted_out'] as const)])(
    'never comes after %s',
    (reason) => {
      const before = { ...claimed, autoRetry: true, fallback: ['sms'] as const };
      expect(apply(before, event('refused', { reason })).next).toMatchObject({ status: 'failed', reason });
    },
  );

  it('never comes when no attempt is left, nor unless it was asked for', () => {
    const last = { ...claimed, autoRetry: true, attempt: { ...claimed.attempt, number: 3 } };
    expect(apply(last, over('busy'))).toMatchObject({ next: { status: 'failed' }, effects: [], left: null });
    expect(apply(claimed, over('busy'))).toMatchObject({ next: { status: 'retry', reason: 'busy' }, effects: [] });
  });

  it('never comes for what is over already, of which only the end is written down', () => {
    for (const status of ['retry', 'verified', 'canceled'] as const) {
      const before = willing(inCall().attempt, { status, reason: 'busy', autoRetry: true, fallback: ['sms'] });
      expect(apply(before, over('busy'))).toMatchObject({ next: { status }, effects: [], left: null });
    }
  });

  it('comes after silence only by the other channel', () => {
    const silence = event('no_input', { prompt: 3 });
    const last = { promptsSaid: 3 };
    expect(apply(inCall(last, { autoRetry: true }), silence).next.status).toBe('retry');
    expect(apply(inCall(last, { fallback: ['sms'] }), silence)).toMatchObject({
      ...{ say: 'goodbye_after_silence', leftBecause: 'no_input', next: { status: 'pending' } },
    });
  });

  it('of which the carrier refused the one before says why', () => {
    const decision = apply({ ...claimed, autoRetry: true }, event('refused', { reason: 'unreachable' }));
    expect(decision).toMatchObject({ leftBecause: 'unreachable', left: { status: 'failed', endedAt: now } });
  });
});
