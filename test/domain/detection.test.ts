import { describe, expect, it } from 'vitest';
import type { AnsweredBy, Verification } from '#domain/verification.ts';
import { apply, ended, event, inCall, now, sid, start, verification } from './verification-builder.ts';

const machines = [
  ['machine_start', 'voicemail'],
  ['machine_end_beep', 'voicemail'],
  ['machine_end_silence', 'voicemail'],
  ['machine_end_other', 'voicemail'],
  ['fax', 'fax'],
] as const;
const nobodyElse = ['human', 'unknown'] as const;
const async = { machineDetection: 'async' } as const;

describe('a machine that answers', () => {
  it.each(machines)('%s ends the attempt as %s, whoever tells of it first', (answeredBy, reason) => {
    const end = { status: 'retry', reason, attempt: { answeredBy, status: 'in-progress' } };
    const progress = event('call_progress', { callStatus: 'in-progress', answeredBy });
    const ringing = inCall({ status: 'ringing', promptsSaid: 0 });
    expect(apply(ringing, progress)).toMatchObject({ next: end, effects: [{ type: 'hang_up', sid }] });
    const detected = apply(inCall(), event('detected', { answeredBy }));
    expect(detected).toMatchObject({ next: end, effects: [{ type: 'hang_up', sid }] });
    expect(apply(ringing, event('answered', { answeredBy }))).toMatchObject({ next: end, say: 'hang_up', effects: [] });
    for (const type of ['connected', 'key_pressed', 'fraud_answered'] as const) {
      expect(apply(inCall(), event(type, { answeredBy })), type).toMatchObject({ next: end, say: 'hang_up' });
    }
  });

  it.each([...machines])('%s found after the attempt ended is remembered, and no key counts', (answeredBy) => {
    const found = (
      [
        event('call_progress', { callStatus: 'ringing', answeredBy }),
        event('detected', { answeredBy }),
        event('answered', { answeredBy }),
        event('connected', { answeredBy }),
        event('key_pressed', { answeredBy }),
        event('fraud_answered', { answeredBy }),
      ] as const
    ).map((each) => apply(ended(), each).next);
    for (const next of found) {
      expect(next).toMatchObject({ status: 'retry', reason: 'hung_up', attempt: { answeredBy, status: 'completed' } });
      const pressed = apply(next, event('key_pressed'));
      expect(pressed).toMatchObject({ say: 'hang_up', verdict: 'ignored', next });
    }
  });

  it.each([...(['answered', 'connected', 'key_pressed', 'fraud_answered'] as const)])(
    'found after the attempt ended, by %s, hears nothing',
    (type) => {
      expect(apply(ended(), event(type, { answeredBy: 'fax' }))).toMatchObject({ verdict: 'applied', say: 'hang_up' });
    },
  );

  it('stays one, whatever is said of it later', () => {
    const before = ended({ answeredBy: 'machine_start' });
    const { next } = apply(before, event('detected', { answeredBy: 'human' }));
    expect(next.attempt.answeredBy).toBe('machine_start');
    expect(apply(next, event('key_pressed', { answeredBy: 'human' })).next.status).toBe('retry');
  });

  it('is hung up on when it is found after the attempt ended and its call has not', () => {
    const before = ended({ status: 'in-progress', endedAt: null });
    for (const each of [
      event('detected', { answeredBy: 'fax' }),
      event('call_progress', { callStatus: 'in-progress', answeredBy: 'fax' }),
    ]) {
      expect(apply(before, each).effects).toEqual([{ type: 'hang_up', sid }]);
    }
    expect(apply(before, event('detected', { answeredBy: 'human' })).effects).toEqual([]);
  });

  it('does not take a lost call up again', () => {
    const lost = ended({ status: 'failed' }, { reason: 'carrier_result_unknown' });
    const found = apply(lost, event('detected', { answeredBy: 'machine_start' })).next;
    expect(apply(found, event('answered'))).toMatchObject({ say: 'hang_up', next: { status: 'retry' } });
    expect(apply(lost, event('answered', { answeredBy: 'fax' }))).toMatchObject({
      ...{ say: 'hang_up', next: { status: 'retry', attempt: { answeredBy: 'fax', status: 'failed' } } },
    });
  });

  it('does not bring an older status back, and its end is the end', () => {
    const older = event('call_progress', { callStatus: 'ringing', answeredBy: 'fax' });
    expect(apply(inCall(), older).next.attempt).toMatchObject({ status: 'in-progress', endedAt: null });
    const end = event('call_progress', { callStatus: 'completed', answeredBy: 'fax' });
    const over = apply(inCall(), end);
    expect(over).toMatchObject({ next: { attempt: { status: 'completed', endedAt: now } }, effects: [] });
    const said = inCall({ status: 'completed', endedAt: start }, { mode: 'code' });
    expect(apply(said, event('answered', { answeredBy: 'fax' })).next).toMatchObject({
      ...{ status: 'retry', reason: 'fax', attempt: { status: 'completed', answeredBy: 'fax' } },
    });
  });
});

describe('a finding that is no machine', () => {
  it.each(nobodyElse)('%s lets the call go on', (answeredBy: AnsweredBy) => {
    const known = { status: 'pending', attempt: { answeredBy } };
    expect(apply(inCall(), event('detected', { answeredBy }))).toMatchObject({ next: known, effects: [] });
    const progress = event('call_progress', { callStatus: 'in-progress', answeredBy });
    expect(apply(inCall({ status: 'ringing' }), progress).next).toMatchObject(known);
    expect(apply(ended(), event('detected', { answeredBy })).next.attempt.answeredBy).toBe(answeredBy);
  });

  it('is not forgotten by what says nothing of it', () => {
    const before = inCall({ status: 'ringing', answeredBy: 'human' });
    expect(apply(before, event('answered')).next.attempt.answeredBy).toBe('human');
  });
});

describe('with detection that speaks meanwhile', () => {
  const right = (prompt: number) => event('key_pressed', { prompt });

  it('an early key is asked for again until it is known who answered, however often that takes', () => {
    const second = apply(inCall(), right(1), { policy: async });
    expect(second).toMatchObject({
      ...{ say: 'again_after_early_key', next: { status: 'pending', attempt: { promptsSaid: 2 } } },
    });
    const third = apply(second.next, right(2), { policy: async });
    expect(third).toMatchObject({ say: 'again_after_early_key', next: { attempt: { promptsSaid: 3 } } });
    expect(apply(third.next, right(3), { policy: async })).toMatchObject({
      say: 'again_after_early_key',
      next: { status: 'pending', attempt: { promptsSaid: 4 } },
    });
  });

  it('an early key that is told after the end of its call does not count', () => {
    const ended: Verification = {
      ...inCall({ status: 'completed', endedAt: now }),
      status: 'retry',
      reason: 'hung_up',
    };
    expect(apply(ended, right(1), { policy: async })).toMatchObject({ say: 'hang_up', next: { status: 'retry' } });
    const known = { ...ended, attempt: { ...ended.attempt, answeredBy: 'human' as const } };
    expect(apply(known, right(1), { policy: async }).next.status).toBe('verified');
  });

  it('an early key that is told again is not taken for a second one', () => {
    for (const promptsSaid of [2, 3]) {
      const before = inCall({ promptsSaid });
      expect(apply(before, right(1), { policy: async })).toMatchObject({
        ...{ verdict: 'ignored', say: 'again_after_early_key', next: before },
      });
    }
  });

  it.each(nobodyElse)('a key verifies once %s is found', (answeredBy) => {
    const found = apply(inCall(), event('detected', { answeredBy })).next;
    expect(apply(found, right(1), { policy: async }).next.status).toBe('verified');
  });

  it('a wrong key is a wrong key', () => {
    expect(apply(inCall(), event('key_pressed', { key: 'wrong' }), { policy: async })).toMatchObject({
      say: 'again_after_mistake',
      next: { attempt: { promptsSaid: 2 } },
    });
    expect(apply(inCall({ promptsSaid: 2 }), event('key_pressed', { key: 'wrong' }), { policy: async })).toMatchObject({
      say: 'again_after_mistake',
      verdict: 'ignored',
    });
  });

  it.each(['off', 'sync'] as const)('and not with detection %s, a key verifies at once', (machineDetection) => {
    expect(apply(inCall(), right(1), { policy: { machineDetection } }).next.status).toBe('verified');
  });

  it('office phones are not detected, so that nothing is waited for', () => {
    expect(apply(inCall({}, { extension: '12' }), right(1), { policy: async }).next.status).toBe('verified');
  });
});

it('nothing is detected of a call that is over', () => {
  const before: Verification = { ...verification(), status: 'verified' };
  expect(apply(before, event('detected', { answeredBy: 'fax' }))).toMatchObject({ verdict: 'ignored', next: before });
});
