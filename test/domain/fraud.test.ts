import { describe, expect, it } from 'vitest';
import { apply, ended, event, inCall, now, secondsLater, start } from './verification-builder.ts';

const zero = (prompt = 1) => event('key_pressed', { key: 'zero', prompt });
const confirmed = event('fraud_answered', { confirmed: true });
const denied = (prompt = 2) => event('fraud_answered', { confirmed: false, prompt });
const blocked = [{ type: 'block', endsAt: new Date(now.getTime() + 90 * 24 * 60 * 60 * 1000) }];
const asked = inCall({ promptsSaid: 2 });
const byCode = { mode: 'code' } as const;

describe('0', () => {
  it.each(['pound', 'match', 'pin', 'code'] as const)('asks whether to report fraud, by %s', (mode) => {
    expect(apply(inCall({}, { mode }), zero())).toMatchObject({
      ...{ say: 'fraud_question', effects: [], next: { status: 'pending', attempt: { promptsSaid: 2 } } },
    });
  });

  it('asks it however often the prompt was said', () => {
    expect(apply(inCall({ promptsSaid: 3 }), zero(3))).toMatchObject({ say: 'fraud_question' });
  });

  it.each([
    ['pound', 'again_after_mistake'],
    ['code', 'code_again'],
  ] as const)('that is told again is not counted, by %s', (mode, say) => {
    const before = inCall({ promptsSaid: 2 }, { mode });
    expect(apply(before, zero(1))).toMatchObject({ say, verdict: 'ignored', next: before });
  });

  it('asks it in a call that goes on after a code was typed wrongly, and in no other', () => {
    const wrongCode = { ...byCode, status: 'retry', reason: 'wrong_code' } as const;
    expect(apply(inCall({}, wrongCode), zero())).toMatchObject({
      ...{ say: 'fraud_question', next: { status: 'retry', attempt: { promptsSaid: 2 } } },
    });
    expect(apply(inCall({ promptsSaid: 2 }, wrongCode), zero(1))).toMatchObject({ say: 'code_again' });
    for (const before of [
      inCall({ promptsSaid: 0 }, wrongCode),
      inCall({ status: 'completed', endedAt: start }, wrongCode),
      ended({ status: 'in-progress' }),
    ]) {
      expect(apply(before, zero(before.attempt.promptsSaid))).toMatchObject({ say: 'hang_up', verdict: 'ignored' });
    }
  });
});

describe('a confirmed report', () => {
  it.each([
    ['during the call', asked],
    ['during a call that speaks a code', inCall({ promptsSaid: 2 }, byCode)],
    ['told after an earlier prompt', inCall({ promptsSaid: 3 })],
    ['told after the attempt has ended', ended({ promptsSaid: 2 })],
    ['in the last attempt', inCall({ promptsSaid: 2, number: 3 })],
  ])('%s fails the verification and blocks the user for 90 days', (_, before) => {
    expect(apply(before, confirmed)).toMatchObject({
      ...{ verdict: 'applied', say: 'fraud_reported', effects: blocked, left: null },
      next: { status: 'failed', reason: 'fraud_reported' },
    });
  });

  it('blocks for as long as the policy says', () => {
    const { effects } = apply(asked, confirmed, { policy: { fraudBlockDays: 1 } });
    expect(effects).toEqual([{ type: 'block', endsAt: secondsLater(20 + 86_400) }]);
  });

  it('is never followed by another attempt', () => {
    const before = inCall({ promptsSaid: 2 }, { fallback: ['sms'], autoRetry: true });
    expect(apply(before, confirmed).next.status).toBe('failed');
  });

  it.each(['verified', 'failed', 'expired', 'canceled'] as const)(
    'blocks, and changes no status, when %s',
    (status) => {
      const before = inCall({ promptsSaid: 2 }, { status, reason: status === 'verified' ? null : 'canceled' });
      const report = apply(before, confirmed);
      expect(report).toMatchObject({ verdict: 'applied', say: 'fraud_reported', effects: blocked });
      expect(report.next).toMatchObject({ status, reason: before.reason, attempt: before.attempt });
      expect(apply(before, denied())).toMatchObject({ verdict: 'ignored', say: 'hang_up', effects: [], next: before });
    },
  );

  it.each(['pending', 'retry', 'verified', 'canceled'] as const)(
    'counts from nobody who was not asked, and from no machine, when %s',
    (status) => {
      const inStatus = (changes: object) => inCall({ promptsSaid: 2, ...changes }, { status });
      for (const [before, report] of [
        [inStatus({ promptsSaid: 0 }), confirmed],
        [inStatus({ answeredBy: 'machine_start' }), confirmed],
        [inStatus({}), event('fraud_answered', { confirmed: true, answeredBy: 'fax' })],
      ] as const) {
        const { next, effects } = apply(before, report);
        expect(effects).toEqual([]);
        expect(next.reason).not.toBe('fraud_reported');
      }
    },
  );
});

describe('a report that is not confirmed', () => {
  it('asks again for the key, as long as the prompt may be said', () => {
    expect(apply(asked, denied())).toMatchObject({
      ...{ say: 'again_after_no_fraud', effects: [], next: { status: 'pending', attempt: { promptsSaid: 3 } } },
    });
  });

  it.each([
    ['pound', 'wrong_key'],
    ['match', 'wrong_digits'],
  ] as const)('ends the attempt when the prompt was said often enough, by %s', (mode, reason) => {
    expect(apply(inCall({ promptsSaid: 3 }, { mode }), denied(3))).toMatchObject({
      ...{ say: 'goodbye_after_mistake', next: { status: 'retry', reason } },
    });
  });

  it('says a code again, as long as it may be said', () => {
    expect(apply(inCall({ promptsSaid: 2 }, byCode), denied(2))).toMatchObject({
      ...{ say: 'code_again', next: { status: 'pending', attempt: { promptsSaid: 3 } } },
    });
    for (const promptsSaid of [3, 4]) {
      const before = inCall({ promptsSaid }, byCode);
      expect(apply(before, denied(promptsSaid))).toMatchObject({ say: 'goodbye_after_code', next: before });
    }
  });

  it.each([
    ['pound', 'again_after_no_fraud'],
    ['code', 'code_again'],
  ] as const)('is not counted twice, by %s', (mode, say) => {
    const before = inCall({ promptsSaid: 3 }, { mode });
    expect(apply(before, denied(2))).toMatchObject({ verdict: 'ignored', say, next: before });
  });

  it('told after the attempt has ended changes nothing', () => {
    const before = ended({ promptsSaid: 2 });
    expect(apply(before, denied())).toMatchObject({ verdict: 'ignored', say: 'hang_up', next: before });
  });
});
