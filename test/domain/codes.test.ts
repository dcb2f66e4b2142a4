import { describe, expect, it } from 'vitest';
import { apply, attemptId, ended, event, inCall, inMessage, now, sid, verification } from './verification-builder.ts';

const byCode = { mode: 'code' } as const;
const right = event('code_checked', { code: 'right' });
const wrong = event('code_checked', { code: 'wrong' });
const key = (prompt: number) => event('key_pressed', { key: 'wrong', prompt });

describe('a code that is typed', () => {
  it.each([
    ['that was spoken', inCall({}, byCode)],
    ['that was spoken in a call that has ended', inCall({ status: 'completed' }, byCode)],
    ['that was sent', inMessage()],
    ['that was delivered', inMessage({ status: 'delivered' })],
    ['after one that was not right', inMessage({}, { status: 'retry', reason: 'wrong_code', checks: 1 })],
    ['after the call broke off', ended({}, byCode)],
  ])('verifies when it is right: one %s', (_, before) => {
    const { next, effects } = apply(before, right);
    expect(next).toMatchObject({ status: 'verified', reason: null, checks: before.checks + 1 });
    expect(effects).toEqual([]);
  });

  it('may be tried again when it is wrong', () => {
    const first = apply(inMessage(), wrong);
    expect(first.next).toMatchObject({ status: 'retry', reason: 'wrong_code', checks: 1, version: 2 });
    expect(first).toMatchObject({ effects: [], left: null });
    const second = apply(first.next, wrong);
    expect(second.next).toMatchObject({ status: 'retry', reason: 'wrong_code', checks: 2 });
    expect(apply(second.next, right).next).toMatchObject({ status: 'verified', checks: 3 });
  });

  it('may be tried again even when no attempt is left', () => {
    expect(apply(inMessage({ number: 3 }), wrong).next).toMatchObject({ status: 'retry', reason: 'wrong_code' });
  });

  it.each([
    ['a call that speaks it', inCall({}, { ...byCode, checks: 4 }), [{ type: 'hang_up', sid }]],
    ['a message', inMessage({}, { checks: 4 }), []],
    ['a message, after a wrong one', inMessage({}, { checks: 4, status: 'retry', reason: 'wrong_code' }), []],
  ] as const)('ends the verification when it is the last that may be tried, and wrong: %s', (_, before, effects) => {
    const last = apply(before, wrong);
    expect(last.next).toMatchObject({ status: 'failed', reason: 'too_many_checks', checks: 5 });
    expect(last.effects).toEqual(effects);
    expect(apply(last.next, right)).toMatchObject({ verdict: 'refused', next: last.next });
  });

  it('verifies when it is the last that may be tried, and right', () => {
    expect(apply(inMessage({}, { checks: 4 }), right).next).toMatchObject({ status: 'verified', checks: 5 });
  });

  it.each([
    ['pending', inCall({}, byCode)],
    ['retry', ended({}, byCode)],
  ])('is never right once a machine may have heard it, when %s', (_, before) => {
    const { attempt } = before;
    const { next } = apply({ ...before, attempt: { ...attempt, answeredBy: 'machine_end_beep' } }, right);
    expect(next).toMatchObject({ status: 'retry', reason: 'wrong_code', checks: 1 });
  });

  it.each([
    ['pending', inCall()],
    ['retry', ended()],
    ['verified', inCall({}, { ...byCode, status: 'verified' })],
    ['failed', inCall({}, { ...byCode, status: 'failed', reason: 'too_many_checks' })],
  ])('is refused where no code was given, or when it is over: %s', (_, before) => {
    for (const typed of [right, wrong]) {
      expect(apply(before, typed)).toMatchObject({ verdict: 'refused', next: before, effects: [], left: null });
    }
  });
});

describe('a code that is typed while the next one is on its way', () => {
  const onItsWay = [
    ['a queued call', verification(byCode)],
    ['a call that is dialed', verification({ ...byCode, attempt: { status: 'dialing' } })],
    ['a call that rings', inCall({ status: 'ringing', promptsSaid: 0 }, byCode)],
    ['a call that is put through', inCall({ promptsSaid: 0 }, { ...byCode, extension: '12' })],
    ['a queued message', inMessage({ status: 'queued', sid: null })],
    ['a message that is being sent', inMessage({ status: 'sending', sid: null })],
  ] as const;

  it.each(onItsWay)('counts when it is wrong, and stops nothing: %s', (_, before) => {
    const { next, verdict, effects } = apply(before, wrong);
    expect(next).toMatchObject({ status: 'pending', reason: null, checks: 1, version: 2, attempt: before.attempt });
    expect({ verdict, effects }).toEqual({ verdict: 'applied', effects: [] });
  });

  it.each(onItsWay)('is still the right one: %s', (_, before) => {
    expect(apply(before, right).next).toMatchObject({ status: 'verified', checks: 1 });
  });

  it.each([
    ['a call that nobody answered', ended({ status: 'no-answer', promptsSaid: 0 }, byCode)],
    ['a message that is out', inMessage()],
    ['a message that did not arrive', inMessage({ status: 'undelivered' }, { status: 'retry' })],
  ])('is a wrong one like any other after %s', (_, before) => {
    expect(apply(before, wrong).next).toMatchObject({ status: 'retry', reason: 'wrong_code' });
  });

  it.each([
    ['a call', verification(byCode), 'canceled'],
    ['a message', verification({ channel: 'sms', mode: 'code' }), 'failed'],
  ] as const)('takes %s that is not placed yet out of the queue when it decides', (_, before, status) => {
    const last = { ...before, checks: 4 };
    for (const typed of [right, wrong]) {
      expect(apply(last, typed).next.attempt).toMatchObject({ status, endedAt: now });
    }
  });
});

describe('a call that speaks a code', () => {
  const before = inCall({}, byCode);

  it('says it up to three times, for any key', () => {
    const second = apply(before, event('key_pressed'));
    expect(second).toMatchObject({ say: 'code_again', next: { status: 'pending', attempt: { promptsSaid: 2 } } });
    const third = apply(second.next, key(2));
    expect(third).toMatchObject({ say: 'code_again', next: { status: 'pending', attempt: { promptsSaid: 3 } } });
    expect(apply(third.next, key(3))).toMatchObject({
      verdict: 'ignored',
      say: 'goodbye_after_code',
      next: third.next,
    });
  });

  it('does not count a key that is told twice', () => {
    const later = inCall({ promptsSaid: 3 }, byCode);
    expect(apply(later, key(2))).toMatchObject({ verdict: 'ignored', say: 'code_again', next: later });
  });

  it('ends politely on silence, and waits for the code', () => {
    expect(apply(before, event('no_input'))).toMatchObject({
      ...{ verdict: 'ignored', say: 'goodbye_after_code', next: before },
    });
  });

  it('has done its part when it ends after the code was said', () => {
    const { next } = apply(before, event('call_progress', { carrierReason: 'invalid_number' }));
    expect(next).toMatchObject({ status: 'pending', reason: null });
    expect(next.attempt).toMatchObject({ id: attemptId, status: 'completed', endedAt: now });
  });

  it('has not when it ends before that', () => {
    const { next } = apply(inCall({ promptsSaid: 0 }, byCode), event('call_progress'));
    expect(next).toMatchObject({ status: 'retry', reason: 'hung_up' });
  });

  describe('goes on after a code was typed wrongly', () => {
    const goesOn = apply(before, wrong).next;

    it('and says it again, three times in all', () => {
      const second = apply(goesOn, key(1));
      const status = { status: 'retry', reason: 'wrong_code' };
      expect(second).toMatchObject({ say: 'code_again', next: { ...status, attempt: { promptsSaid: 2 } } });
      expect(apply(second.next, key(1))).toMatchObject({ say: 'code_again', verdict: 'ignored' });
      const third = apply(second.next, key(2)).next;
      expect(apply(third, key(3))).toMatchObject({ say: 'goodbye_after_code', verdict: 'ignored', next: third });
      expect(apply(goesOn, event('no_input'))).toMatchObject({ say: 'goodbye_after_code', next: goesOn });
    });

    it.each([
      ['its call has ended', { status: 'completed' }],
      ['it never said it', { promptsSaid: 0 }],
      ['a machine answered it', { answeredBy: 'fax' }],
    ] as const)('but not when %s', (_, attempt) => {
      const after = inCall(attempt, { ...byCode, status: 'retry', reason: 'wrong_code' });
      expect(apply(after, key(1))).toMatchObject({ verdict: 'ignored', say: 'hang_up', next: after });
    });
  });
});
