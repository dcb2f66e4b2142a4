import { describe, expect, it } from 'vitest';
import { phaseOf } from '../../web/flow/progress-phase.ts';

const call = {
  ...({ status: 'pending', reason: null, channel: 'call', mode: 'pound', to: '+1••••0100' } as const),
  attempt: { number: 1, status: 'queued', queuedAt: '2026-01-01T00:00:00Z' } as const,
  ...{ attemptsRemaining: 2, checksRemaining: null, match: null, resendAt: null, expiresAt: '2026-01-01T00:10:00Z' },
};

describe('what a person is told of a call or message', () => {
  it.each(['pound', 'match', 'pin', 'code'] as const)('once answered, is what to do in mode %s', (mode) =>
    expect(phaseOf({ ...call, mode, attempt: { ...call.attempt, status: 'in-progress' } })).toBe(mode),
  );

  it('is that a text is being sent, though no worker has taken it', () =>
    expect(phaseOf({ ...call, channel: 'sms', mode: 'code' })).toBe('sending'));

  it('is that the code may still be typed after a wrong one, as long as tries remain', () => {
    const wrong = { ...call, channel: 'sms', mode: 'code', status: 'retry', reason: 'wrong_code' } as const;
    const sent = { ...wrong, attempt: { ...call.attempt, status: 'sent' } as const };
    expect(phaseOf({ ...sent, checksRemaining: 4 })).toBe('sent');
    expect(phaseOf({ ...sent, checksRemaining: 0 })).toBeNull();
  });

  it('is nothing once it is over without approval', () =>
    expect(phaseOf({ ...call, status: 'retry', reason: 'no_answer' })).toBeNull());
});
