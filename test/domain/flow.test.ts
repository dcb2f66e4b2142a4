import { describe, expect, it } from 'vitest';
import { amrOf, CODE_LIFE_SECONDS, type Flow, flowMethods } from '#domain/flow.ts';
import { type FlowStep, goneBecause, type Progress, stepOf } from '#domain/flow-step.ts';

const START = new Date('2026-03-01T12:00:00.000Z');
const seconds = (count: number) => new Date(START.getTime() + count * 1000);

function flow(more: Partial<Flow> = {}): Flow {
  return {
    ...{ id: 'f', applicationId: 'a', userId: 'ada', kind: 'signin', status: 'open', purpose: 'signin', context: null },
    ...{ returnUrl: 'https://a.example/', reauthenticateUrl: null, reauthenticatedAt: null, rememberDays: null },
    ...{ endedBecause: null, factorId: null, verificationId: null, method: null, version: 2 },
    ...{ createdAt: START, expiresAt: seconds(900), verifiedAt: null, returnedAt: null },
    ...more,
  };
}

const unverified = { id: 'new', status: 'unverified', verifiedAt: null } as const;
const verified = { id: 'known', status: 'verified', verifiedAt: seconds(-3600) } as const;
const enrolled = { id: 'new', status: 'verified', verifiedAt: seconds(60) } as const;
const withPassword = { reauthenticateUrl: 'https://a.example/password' };

function step(more: Partial<Flow>, factors: Progress['factors'] = [], rest: Partial<Progress> = {}, at = seconds(60)) {
  return stepOf({ flow: flow(more), factors, blocked: false, appPasswords: true, ...rest }, at);
}

describe('a sign-in', () => {
  it.each<[string, FlowStep, Partial<Flow>, Progress['factors']]>([
    ['asks for a phone where there is none', 'choose', {}, []],
    ['asks for a phone where none of those that were added was chosen', 'choose', {}, [unverified]],
    ['asks for a phone where the chosen one is gone', 'choose', { factorId: 'gone' }, [unverified]],
    ['verifies the chosen phone', 'verify', { factorId: 'new' }, [unverified]],
    ['asks for the password first', 'reauthenticate', { factorId: 'new', ...withPassword }, [unverified]],
    [
      'verifies once the password was given',
      'verify',
      { factorId: 'new', ...withPassword, reauthenticatedAt: seconds(30) },
      [unverified],
    ],
    ['challenges whoever has a verified phone', 'challenge', {}, [verified]],
    ['challenges also when another phone had been chosen', 'challenge', { factorId: 'new' }, [verified, unverified]],
    ['offers an app password after set-up', 'app_password', { status: 'verified', factorId: 'new' }, [enrolled]],
    ['is done after a challenge', 'done', { status: 'verified', factorId: 'known' }, [verified]],
    ['is done by a bypass', 'done', { status: 'verified', method: 'bypass' }, []],
    ['is still done when the person comes back', 'done', { status: 'returned', returnedAt: seconds(50) }, [verified]],
  ])('%s', (_, expected, more, factors) => {
    expect(step(more, factors)).toBe(expected);
  });

  it('offers no app password where the application has none', () => {
    expect(step({ status: 'verified', factorId: 'new' }, [enrolled], { appPasswords: false })).toBe('done');
  });
});

describe('an account', () => {
  const account = { kind: 'account' } as const;
  it.each<[string, FlowStep, Partial<Flow>, Progress['factors']]>([
    ['is set up first where there is no phone', 'choose', {}, []],
    ['is challenged first', 'challenge', {}, [verified]],
    ['is shown to whoever answered', 'account', { status: 'verified', factorId: 'known' }, [verified]],
    ['is shown after set-up', 'account', { status: 'verified', factorId: 'new' }, [enrolled]],
    ['leads through a new phone', 'verify', { status: 'verified', factorId: 'new' }, [verified, unverified]],
    [
      'leads through the password to a new phone',
      'reauthenticate',
      { status: 'verified', factorId: 'new', ...withPassword },
      [verified, unverified],
    ],
    ['lets nobody leave the challenge by another phone', 'challenge', { factorId: 'new' }, [verified, unverified]],
  ])('%s', (_, expected, more, factors) => {
    expect(step({ ...account, ...more }, factors)).toBe(expected);
  });
});

describe('a visit in which nothing can be done', () => {
  const gone = (more: Partial<Flow>, at = seconds(60), blocked = false) => {
    expect(step(more, [verified], { blocked }, at)).toBe('gone');
    return goneBecause({ flow: flow(more), blocked }, at);
  };

  it('says why it ended', () => {
    expect(gone({ status: 'ended', endedBecause: 'reset' })).toBe('reset');
    expect(gone({ status: 'completed', returnedAt: seconds(10) })).toBe('completed');
  });

  it('says so of who is blocked, whatever was verified before', () => {
    expect(gone({}, seconds(60), true)).toBe('user_blocked');
    expect(gone({ status: 'verified' }, seconds(60), true)).toBe('user_blocked');
  });

  it('is over at its end, and not a moment before', () => {
    expect(step({}, [], {}, new Date(seconds(900).getTime() - 1))).toBe('choose');
    expect(gone({}, seconds(900))).toBe('expired');
  });

  it('is over when its code is', () => {
    const returned = { status: 'returned', returnedAt: seconds(0) } as const;
    expect(step(returned, [], {}, new Date(seconds(CODE_LIFE_SECONDS).getTime() - 1))).toBe('done');
    expect(gone(returned, seconds(CODE_LIFE_SECONDS))).toBe('expired');
  });
});

it('tells how a person was verified in the words of RFC 8176', () => {
  expect(Object.fromEntries(flowMethods.map((method) => [method, amrOf(method)]))).toEqual({
    call: ['tel', 'mfa'],
    sms: ['sms', 'mfa'],
    remembered_device: ['mfa'],
    bypass: [],
  });
});
