import { describe, expect, it } from 'vitest';
import { isTerminal, type Verification } from '#domain/verification.ts';
import {
  apply,
  attemptId,
  ended,
  event,
  inCall,
  inMessage,
  late,
  now,
  sid,
  start,
  verification,
} from './verification-builder.ts';

const claimed = apply(verification(), event('claimed')).next;

describe('placing a call', () => {
  it('is claimed once', () => {
    expect(claimed.attempt).toMatchObject({ status: 'dialing', startedAt: now });
    expect(apply(claimed, event('claimed'))).toMatchObject({ verdict: 'ignored', next: claimed });
  });

  it('learns the call from the first to tell of it, callback or answer', () => {
    expect(apply(claimed, event('placed')).next.attempt.sid).toBe(sid);
    expect(apply(claimed, event('call_progress', { callStatus: 'ringing' })).next.attempt).toMatchObject({
      sid,
      status: 'ringing',
    });
  });

  it('keeps the call that it knows', () => {
    const other = event('answered', { sid: 'CA2' });
    expect(apply(inCall(), other)).toMatchObject({ verdict: 'ignored', say: 'hang_up' });
  });

  it.each([...(['invalid_number', 'number_blocked', 'country_blocked', 'opted_out'] as const)])(
    'fails for good when the carrier refuses because of %s',
    (reason) => {
      const { next } = apply(claimed, event('refused', { reason }));
      expect(next).toMatchObject({ status: 'failed', reason, attempt: { status: 'failed', endedAt: now } });
    },
  );

  it('offers a retry when the carrier refuses for now', () => {
    const { next } = apply(claimed, event('refused', { reason: 'unreachable', carrierCode: 21214 }));
    expect(next).toMatchObject({ status: 'retry', reason: 'unreachable', attempt: { status: 'failed', endedAt: now } });
  });

  it('is tried again, when the carrier wants it, only when the phone certainly did not ring', () => {
    const throttled = apply(claimed, event('not_placed', { retryAfterMs: 700 }));
    expect(throttled.next.attempt).toMatchObject({ status: 'queued', startedAt: null });
    expect(throttled.effects).toEqual([{ type: 'place_attempt', attemptId, delayMs: 700 }]);
    expect(throttled).toMatchObject({ left: null, leftBecause: null });
    expect(apply(claimed, event('result_unknown'))).toMatchObject({ verdict: 'ignored', effects: [] });
  });

  it('is tried again after two seconds when the carrier names no time', () => {
    expect(apply(claimed, event('not_placed', { cause: 'unavailable' })).effects).toEqual([
      { type: 'place_attempt', attemptId, delayMs: 2_000 },
    ]);
  });

  it('is given up once the carrier has stayed away for as long as an attempt is tried', () => {
    const policy = { placeWithinSeconds: 20 };
    expect(apply(claimed, event('not_placed'), { policy: { placeWithinSeconds: 20.001 } }).next.status).toBe('pending');
    expect(apply(claimed, event('not_placed'), { policy })).toMatchObject({
      next: { status: 'retry', reason: 'carrier_unavailable', attempt: { status: 'failed', endedAt: now } },
      effects: [],
    });
  });

  it('that comes too late ends the verification', () => {
    expect(apply(claimed, event('too_late')).next).toMatchObject({
      ...{ status: 'expired', reason: 'expired', attempt: { status: 'canceled', endedAt: now } },
    });
  });
});

describe('a call that left no trace', () => {
  const lost = apply(claimed, event('call_not_found')).next;

  it('offers a retry', () => {
    const attempt = { status: 'failed', endedAt: now };
    expect(lost).toMatchObject({ status: 'retry', reason: 'carrier_result_unknown', attempt });
  });

  it('goes on should somebody pick it up after all', () => {
    const found = apply(lost, event('answered', { answeredBy: 'human' }));
    expect(found).toMatchObject({ say: 'greeting', next: { status: 'pending', reason: null } });
    expect(found.next.attempt).toMatchObject({
      ...{ status: 'in-progress', sid, promptsSaid: 1, answeredBy: 'human', endedAt: null },
    });
    expect(apply(found.next, event('key_pressed')).next.status).toBe('verified');
  });

  it('does not go on where it is known to have ended otherwise', () => {
    expect(apply(ended(), event('answered'))).toMatchObject({ verdict: 'ignored', say: 'hang_up' });
  });

  it('is known when the carrier answers late', () => {
    expect(apply(lost, event('placed')).next).toMatchObject({ status: 'retry', attempt: { sid } });
  });

  it.each([
    [
      'of a call that ended meanwhile, the carrier being asked too late',
      inCall({ status: 'completed' }, { mode: 'code' }),
    ],
    ['of a message that arrived meanwhile', inMessage({ status: 'delivered' })],
    ['of a call whose end offered a retry', ended()],
    ['of a call that was canceled', ended({ status: 'canceled' }, { status: 'canceled', reason: 'canceled' })],
  ])('changes nothing %s', (_, before) => {
    expect(apply(before, event('call_not_found'))).toMatchObject({ verdict: 'ignored', next: before });
  });
});

describe('the end of a call without approval', () => {
  it.each([
    ['completed', 'hung_up', {}],
    ['busy', 'busy', {}],
    ['no-answer', 'no_answer', {}],
    ['failed', 'call_failed', {}],
    ['failed', 'unreachable', { sipResponseCode: 404 }],
    ['failed', 'unreachable', { carrierReason: 'unreachable' }],
    ['canceled', 'call_failed', {}],
  ] as const)('%s offers a retry because of %s', (callStatus, reason, more) => {
    const { next, effects } = apply(inCall({ status: 'ringing' }), event('call_progress', { callStatus, ...more }));
    expect(next).toMatchObject({ status: 'retry', reason, attempt: { status: callStatus, endedAt: now } });
    expect(effects).toEqual([]);
  });

  it('fails the verification for good when the carrier says so', () => {
    const refused = event('call_progress', { callStatus: 'failed', carrierReason: 'invalid_number' });
    expect(apply(inCall({ status: 'ringing' }), refused).next).toMatchObject({
      ...{ status: 'failed', reason: 'invalid_number', attempt: { status: 'failed', endedAt: now } },
    });
  });

  it('fails the verification when no attempt is left', () => {
    const last = inCall({ number: 3 });
    expect(apply(last, event('call_progress', { callStatus: 'no-answer' })).next).toMatchObject({
      ...{ status: 'failed', reason: 'too_many_attempts', attempt: { status: 'no-answer', endedAt: now } },
    });
  });
});

describe('the progress of a call', () => {
  it.each([...(['initiated', 'ringing', 'in-progress'] as const)])(
    '%s never overwrites a newer status',
    (callStatus) => {
      const before = inCall();
      expect(apply(before, event('call_progress', { callStatus }))).toMatchObject({ verdict: 'ignored', next: before });
    },
  );

  it('is followed while it goes on, whatever the carrier says of errors', () => {
    const before = inCall({ status: 'initiated' });
    const { next } = apply(before, event('call_progress', { callStatus: 'ringing', carrierReason: 'invalid_number' }));
    expect(next).toMatchObject({ status: 'pending', reason: null, attempt: { status: 'ringing', endedAt: null } });
  });

  it.each(['retry', 'verified', 'failed', 'expired', 'canceled'] as const)(
    'is followed to its end when %s, and changes nothing else',
    (status) => {
      const before: Verification = { ...inCall(), status, reason: status === 'verified' ? null : 'canceled' };
      const after = apply(before, event('call_progress', { callStatus: 'completed' })).next;
      expect(after).toMatchObject({ status, reason: before.reason, version: 2 });
      expect(after.attempt).toMatchObject({ status: 'completed', endedAt: now });
      expect(apply(after, event('call_progress', { callStatus: 'ringing' }))).toMatchObject({ verdict: 'ignored' });
    },
  );

  it.each(['verified', 'failed', 'expired', 'canceled'] as const)(
    'ends for a verification that is %s when the carrier knows of no call',
    (status) => {
      const before: Verification = { ...inCall(), status };
      const { next } = apply(before, event('call_not_found'));
      expect(next).toMatchObject({ status, attempt: { status: 'failed', endedAt: now } });
    },
  );
});

describe('a call that is picked up', () => {
  it.each([
    ['dialing', 0, 1],
    ['ringing', 0, 1],
    ['in-progress', 2, 2],
  ] as const)('when %s, with %i prompts said, is greeted', (status, promptsSaid, then) => {
    const decision = apply(inCall({ status, promptsSaid }), event('answered', { answeredBy: 'human' }));
    expect(decision).toMatchObject({ verdict: 'applied', say: 'greeting', effects: [] });
    expect(decision.next.attempt).toMatchObject({ status: 'in-progress', promptsSaid: then, answeredBy: 'human' });
  });

  it('is not begun again when that is told once more after its end', () => {
    const before = inCall({ status: 'completed', endedAt: start }, { mode: 'code' });
    expect(apply(before, event('answered'))).toMatchObject({ verdict: 'ignored', say: 'hang_up', next: before });
  });

  it.each(['verified', 'failed', 'expired', 'canceled'] as const)('is not greeted when %s', (status) => {
    const before: Verification = { ...inCall({ status: 'ringing' }), status };
    expect(isTerminal(before.status)).toBe(true);
    expect(apply(before, event('answered'))).toMatchObject({ verdict: 'ignored', say: 'hang_up', next: before });
  });
});

describe('a call that is no longer wanted', () => {
  it('is hung up when the carrier tells of it only afterwards', () => {
    const canceled: Verification = { ...claimed, status: 'canceled', reason: 'canceled' };
    expect(apply(canceled, event('placed'))).toMatchObject({
      ...{ effects: [{ type: 'hang_up', sid }], next: { attempt: { sid } }, verdict: 'applied' },
    });
  });

  it('is not hung up when it has ended', () => {
    const over: Verification = { ...ended(), status: 'canceled', reason: 'canceled' };
    expect(apply(over, event('placed')).effects).toEqual([]);
  });

  it('is not asked for once its life is over', () => {
    expect(apply(claimed, event('not_placed'), { at: late })).toMatchObject({
      next: { status: 'expired' },
      effects: [],
    });
  });
});
