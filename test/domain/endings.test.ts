import { describe, expect, it } from 'vitest';
import type { EventType } from '#domain/events.ts';
import type { Rules } from '#domain/rule.ts';
import { table } from '#domain/table/table.ts';
import { apply, ended, event, inCall, late, now, secondsLater, sid, verification } from './verification-builder.ts';

const requests = [
  ['cancel_requested', 'canceled', 'canceled', null],
  ['user_blocked', 'failed', 'user_blocked', null],
  ['life_over', 'expired', 'expired', 'expired'],
] as const;

describe.each(requests)('%s', (type, status, reason, say) => {
  it(`makes it ${status} and hangs up the call`, () => {
    for (const before of [inCall(), ended({ status: 'in-progress' })]) {
      expect(apply(before, event(type))).toMatchObject({
        ...{ verdict: 'applied', say, left: null },
        next: { status, reason, updatedAt: now, attempt: { id: 'attempt-1', status: 'in-progress' } },
        effects: [{ type: 'hang_up', sid }],
      });
    }
  });

  it('hangs up no call that has ended, or of which nothing is known', () => {
    expect(apply(ended(), event(type)).effects).toEqual([]);
    expect(apply(inCall({ sid: null, status: 'dialing' }), event(type)).effects).toEqual([]);
  });

  it.each([
    ['call', 'canceled'],
    ['sms', 'failed'],
  ] as const)('before it is placed ends the attempt by %s, which nobody else would', (channel, attemptStatus) => {
    const { next } = apply(verification({ channel }), event(type));
    expect(next.attempt).toMatchObject({ status: attemptStatus, endedAt: now });
    expect(apply(next, event('claimed'))).toMatchObject({ verdict: 'ignored', next });
  });

  it('leaves an attempt that is under way to the carrier', () => {
    expect(apply(inCall({ status: 'ringing' }), event(type)).next.attempt).toMatchObject({
      ...{ status: 'ringing', endedAt: null },
    });
  });

  it.each(['verified', 'failed', 'expired', 'canceled'] as const)('is refused when %s', (over) => {
    const before = inCall({}, { status: over });
    expect(apply(before, event(type))).toMatchObject({ verdict: 'refused', next: before, effects: [] });
  });
});

describe('the end of the life', () => {
  it('is noticed by whichever event comes first, which is then still written down', () => {
    const picked = apply(inCall({ status: 'ringing', promptsSaid: 0 }), event('answered'), { at: late });
    expect(picked).toMatchObject({
      verdict: 'applied',
      say: 'expired',
      next: { status: 'expired', reason: 'expired' },
    });
    expect(picked.effects).toEqual([{ type: 'hang_up', sid }]);
    const { next } = apply(inCall(), event('call_progress'), { at: late });
    expect(next).toMatchObject({ status: 'expired', version: 3, attempt: { status: 'completed', endedAt: late } });
  });

  it('is noticed by the sweep once, as one change', () => {
    const { next } = apply(inCall(), event('life_over'), { at: late });
    expect(next).toMatchObject({ status: 'expired', version: 2 });
  });

  it('hangs up a call that is placed only then', () => {
    const before = inCall({ status: 'dialing', sid: null, promptsSaid: 0 });
    const placed = apply(before, event('placed'), { at: late });
    expect(placed).toMatchObject({ next: { attempt: { sid } }, effects: [{ type: 'hang_up', sid }] });
  });

  it('keeps a report of fraud that comes in the same moment', () => {
    const report = apply(inCall({ promptsSaid: 2 }), event('fraud_answered'), { at: late });
    expect(report.next.status).toBe('expired');
    expect(report.effects.map(({ type }) => type)).toEqual(['hang_up', 'block']);
  });

  it('is not noticed by events of an earlier attempt or another call', () => {
    for (const happened of [event('claimed', { attemptId: 'attempt-0' }), event('answered', { sid: 'CA2' })]) {
      expect(apply(inCall(), happened, { at: late })).toMatchObject({
        verdict: 'ignored',
        next: { status: 'pending' },
      });
    }
  });

  it('does not change what is over', () => {
    const before = inCall({}, { status: 'verified' });
    expect(apply(before, event('call_progress'), { at: secondsLater(9_999) }).next.status).toBe('verified');
  });
});

it('every rule of every status says why', () => {
  for (const [status, column] of Object.entries<Rules>(table)) {
    for (const [type, rules] of Object.entries(column)) {
      expect(rules.length, `${status}, ${type}`).toBeGreaterThan(0);
      for (const { because } of rules) expect(because, `${status}, ${type}`).toMatch(/\w/);
    }
  }
});

describe('an event that a status does not know', () => {
  it.each([
    ['retry', 'claimed'],
    ['retry', 'too_late'],
    ['retry', 'refused'],
    ['retry', 'not_placed'],
    ['retry', 'result_unknown'],
    ['verified', 'placed'],
    ['verified', 'key_pressed'],
    ['canceled', 'no_input'],
    ['expired', 'connected'],
    ['failed', 'detected'],
  ] as ['retry' | 'verified' | 'canceled' | 'expired' | 'failed', EventType][])(
    'changes nothing: %s, %s',
    (status, type) => {
      const before = inCall({}, { status });
      const decision = apply(before, event(type));
      expect(decision.next).toBe(before);
      expect(decision).toMatchObject({
        verdict: 'ignored',
        say: 'hang_up',
        effects: [],
        left: null,
        leftBecause: null,
      });
    },
  );
});
