import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasEnded, isNewer } from '#domain/attempt-progress.ts';
import { prompts } from '#domain/prompts.ts';
import { isFinalReason } from '#domain/reasons.ts';
import { callStatuses, isTerminal, messageStatuses, reasons, statuses } from '#domain/verification.ts';
import { history, isCredible, live, type Moment, numRuns } from './histories.ts';

/** Checks each moment of many lives; what must be known of the moments before goes through `memory`, new for each life. */
function always<M>(memory: () => M, check: (moment: Moment, memory: M) => void) {
  fc.assert(
    fc.property(history, (life) => {
      const known = memory();
      for (const moment of live(life)) check(moment, known);
    }),
    { numRuns },
  );
}
const eachMoment = (check: (moment: Moment) => void) => always(() => undefined, check);
/** Checks what holds for workers and carriers that tell of nothing that cannot have been, in any order all the same. */
const eachCredibleMoment = (check: (moment: Moment) => void) =>
  always(
    () => ({ isCredible: true }),
    (moment, life) => {
      life.isCredible &&= !moment.isOwn || isCredible(moment);
      if (life.isCredible) check(moment);
    },
  );
const isMachine = (answeredBy: unknown) => typeof answeredBy === 'string' && /^(fax|machine)/.test(answeredBy);

describe('the generated histories', () => {
  it('reach every status and every reason, so that what follows is not said of nothing', () => {
    const reached = new Set<string | null>();
    const note = ({ decision: { next, leftBecause } }: Moment) => {
      for (const each of [next.status, next.reason, leftBecause]) reached.add(each);
    };
    fc.assert(
      fc.property(history, (life) => [...live(life)].forEach(note)),
      { numRuns: 2_000, seed: 1 },
    );
    const never = [...statuses, ...reasons].filter((each) => !reached.has(each));
    expect(never).toEqual([]);
  });
});

describe('over all orders, duplicates, losses, foreign and stale events', () => {
  it('nothing verifies but the right key in the own call or the right code, within the life', () => {
    eachMoment(({ before, event, now, isOwn, decision: { next } }) => {
      if (next.status !== 'verified' || before.status === 'verified') return;
      expect(isOwn).toBe(true);
      expect(now < before.expiresAt).toBe(true);
      expect(next.attempt.id).toBe(before.attempt.id);
      if (before.attempt.mode === 'code') {
        expect(event).toEqual({ type: 'code_checked', code: 'right' });
      } else {
        expect(event).toMatchObject({ type: 'key_pressed', key: 'right', attemptId: before.attempt.id });
        expect(before.attempt.promptsSaid).toBeGreaterThan(0);
      }
    });
  });

  it('nothing verifies an attempt of which a machine was ever told', () => {
    always(
      () => new Set<string>(),
      ({ before, event, isOwn, decision: { next } }, answeredByMachine) => {
        if (isOwn && 'answeredBy' in event && isMachine(event.answeredBy) && !isTerminal(before.status)) {
          answeredByMachine.add(before.attempt.id);
        }
        if (next.status !== 'verified' || before.status === 'verified') return;
        expect(answeredByMachine).not.toContain(next.attempt.id);
      },
    );
  });

  it('no code that a machine may have heard is given again', () => {
    eachMoment(({ before, decision: { next, left } }) => {
      const heardIt = isMachine((left ?? before.attempt).answeredBy);
      if (next.attempt.id === before.attempt.id) expect(next.attempt.codeId).toBe(before.attempt.codeId);
      else expect(next.attempt.codeId).toBe(heardIt ? next.attempt.id : before.attempt.codeId);
    });
  });

  it('a terminal status never changes, nor does its reason', () => {
    eachMoment(({ before, decision: { next } }) => {
      if (!isTerminal(before.status)) return;
      expect([next.status, next.reason]).toEqual([before.status, before.reason]);
    });
  });

  it('every life ends when it is over', () => {
    fc.assert(
      fc.property(history, ({ setting, steps }) => {
        const sweep = { attemptOf: 'own', callOf: 'own', times: 1, pauseSeconds: 0 } as const;
        const whole = [...steps, { ...sweep, happened: { type: 'life_over' as const } }];
        expect(isTerminal([...live({ setting, steps: whole })].at(-1)?.decision.next.status ?? 'pending')).toBe(true);
      }),
      { numRuns },
    );
  });

  it('whatever happens first after the life is over ends it as expired', () => {
    eachMoment(({ before, event, now, isOwn, decision: { next } }) => {
      if (!isOwn || isTerminal(before.status) || now < before.expiresAt) return;
      expect([next.status, next.reason], event.type).toEqual(['expired', 'expired']);
    });
  });

  it('what is not about the current attempt and its own call changes nothing', () => {
    eachMoment(({ before, isOwn, decision }) => {
      if (isOwn) return;
      expect(decision).toMatchObject({ verdict: 'ignored', say: 'hang_up', effects: [], left: null });
      expect(decision.next).toBe(before);
    });
  });

  it('the version grows with every change and only then', () => {
    eachMoment(({ before, now, decision: { next, verdict } }) => {
      if (verdict !== 'applied') return expect(next).toBe(before);
      expect(next.version).toBeGreaterThan(before.version);
      expect(next.updatedAt).toEqual(now);
    });
  });

  it('reason is empty exactly while pending or verified', () => {
    eachMoment(({ decision: { next } }) => {
      expect(next.reason === null).toBe(next.status === 'pending' || next.status === 'verified');
      if (next.reason !== null) expect(reasons).toContain(next.reason);
    });
  });
});

describe('attempts', () => {
  it('never exceed their cap, and count one by one', () => {
    eachMoment(({ before, policy, decision: { next } }) => {
      expect(next.attempt.number).toBeLessThanOrEqual(policy.maxAttempts);
      expect(next.attempt.number - before.attempt.number).toBe(next.attempt.id === before.attempt.id ? 0 : 1);
    });
  });

  it('are made only on request, or by themselves where nobody was reached and the caller asked for it', () => {
    eachMoment(({ before, event, decision: { next, left, leftBecause } }) => {
      expect(left === null).toBe(next.attempt.id === before.attempt.id);
      if (left === null) return expect(leftBecause).toBeNull();
      expect(left.id).toBe(before.attempt.id);
      if (event.type === 'retry_requested' || event.type === 'resend_requested') {
        return expect(leftBecause).toBeNull();
      }
      expect(leftBecause === null || isFinalReason(leftBecause)).toBe(false);
      expect([
        ...['hung_up', 'wrong_key', 'wrong_digits', 'wrong_code', 'carrier_result_unknown', 'too_many_checks'],
      ]).not.toContain(leftBecause);
      const fellBack = next.attempt.channel !== left.channel;
      expect(fellBack ? before.fallback : [next.autoRetry && next.attempt.channel]).toContain(next.attempt.channel);
    });
  });

  it('are placed only while pending and queued', () => {
    eachMoment(({ decision: { next, effects } }) => {
      for (const effect of effects) {
        if (effect.type !== 'place_attempt') continue;
        expect(next.status).toBe('pending');
        expect(next.attempt).toMatchObject({ id: effect.attemptId, status: 'queued', startedAt: null });
        expect(effect.delayMs).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it('are queued for the moment at which they are placed, which leaves them time to be answered', () => {
    eachMoment(({ before, event, now, policy, decision: { next, left, effects } }) => {
      const placed = effects.find((effect) => effect.type === 'place_attempt');
      expect(placed !== undefined).toBe(
        left !== null || (event.type === 'not_placed' && next.status === 'pending' && next !== before),
      );
      if (!left || !placed) return;
      expect(next.attempt.queuedAt.getTime()).toBe(now.getTime() + placed.delayMs);
      if (event.type === 'retry_requested' || event.type === 'resend_requested') return;
      const usefulUntil = next.expiresAt.getTime() - policy.minimumUsefulLifeSeconds * 1000;
      expect(next.attempt.queuedAt.getTime()).toBeLessThanOrEqual(usefulUntil);
    });
  });

  it('are queued only while pending: nothing that is over waits for a worker', () => {
    eachCredibleMoment(({ decision: { next } }) => {
      if (next.attempt.status === 'queued') expect(next.status).toBe('pending');
    });
  });

  it('have a status of their own channel, which never goes back', () => {
    eachCredibleMoment(({ before, event, decision: { next } }) => {
      const { attempt } = next;
      expect(attempt.channel === 'call' ? callStatuses : messageStatuses).toContain(attempt.status);
      if (attempt.id !== before.attempt.id || attempt.status === before.attempt.status) return;
      const turnedUp = before.reason === 'carrier_result_unknown' && next.status === 'pending';
      if (event.type === 'not_placed' || turnedUp) return;
      expect(isNewer(attempt.status, before.attempt.status)).toBe(true);
    });
  });

  it('have an end exactly when they have ended', () => {
    eachCredibleMoment(({ decision: { next } }) => {
      expect(next.attempt.endedAt !== null).toBe(hasEnded(next.attempt.status));
    });
  });

  it('are confirmed as was asked for on the channel that was asked for, and by a code on the other', () => {
    eachMoment(({ before, decision: { next } }) => {
      expect(next.attempt.mode).toBe(next.attempt.channel === before.channel ? before.mode : 'code');
    });
  });
});

describe('checks, calls and blocks', () => {
  it('checks never exceed their cap, and each counts once', () => {
    eachMoment(({ before, event, policy, decision: { next } }) => {
      expect(next.checks).toBeLessThanOrEqual(policy.maxChecks);
      expect([0, event.type === 'code_checked' ? 1 : 0]).toContain(next.checks - before.checks);
    });
  });

  it('whoever picks up or presses a key is told something', () => {
    const voiced = ['answered', 'connected', 'key_pressed', 'no_input', 'fraud_answered'];
    eachMoment(({ event, decision: { say } }) => {
      if (voiced.includes(event.type)) expect(prompts).toContain(say);
    });
  });

  it('nobody is blocked but by a report of fraud that was asked for and confirmed', () => {
    eachMoment(({ before, event, isOwn, decision: { effects } }) => {
      if (!effects.some(({ type }) => type === 'block')) return;
      expect(isOwn).toBe(true);
      expect(event).toMatchObject({ type: 'fraud_answered', confirmed: true });
      expect('answeredBy' in event && isMachine(event.answeredBy)).toBe(false);
      expect(isMachine(before.attempt.answeredBy)).toBe(false);
      expect(before.attempt.promptsSaid).toBeGreaterThan(0);
    });
  });

  it('only the call of the current attempt, or of the one that was left, is hung up, and only while it may be up', () => {
    eachMoment(({ before, decision: { next, left, effects } }) => {
      for (const effect of effects) {
        if (effect.type !== 'hang_up') continue;
        const called = left ?? next.attempt;
        expect(called).toMatchObject({ id: before.attempt.id, channel: 'call', sid: effect.sid });
        expect(hasEnded(before.attempt.status)).toBe(false);
      }
    });
  });
});
