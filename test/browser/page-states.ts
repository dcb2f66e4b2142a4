import type { Gone } from '#domain/flow-step.ts';
import type { Reason } from '#domain/verification.ts';
import type { AccountState, PagePhone, PageState, PageVerification } from '../../src/http/flow/page-state.ts';

export const mobile: PagePhone = {
  ...{ id: 'mobile', kind: 'mobile', number: '+1••••••0123', extension: null },
  ...{ channel: 'call', channels: ['call', 'sms'], status: 'verified', isDefault: true },
};
export const office: PagePhone = {
  ...{ id: 'office', kind: 'office', number: '+1••••••0199', extension: '4711' },
  ...{ channel: 'call', channels: ['call'], status: 'verified', isDefault: false },
};
const added: PagePhone = { ...mobile, id: 'added', kind: 'alternate', status: 'unverified', isDefault: false };

/** Somebody who comes for the first time; `more` is what is otherwise. */
export function stateOf(more: Partial<PageState> = {}): PageState {
  return {
    ...{ version: '', step: 'choose', kind: 'signin', gone: null, required: true, locale: null },
    application: { name: 'Contoso', color: null, logo: null },
    displayName: 'Ana Souza',
    expiresAt: '2099-01-02T03:04:05.000Z',
    ...{ phones: [], phoneId: null, verification: null, startAgainAt: null },
    options: { rememberDays: 30, appPasswords: true, channels: ['call', 'sms'], countries: [] },
    ...more,
  };
}

/** A call under way; `more` is what is otherwise. */
export function callOf(
  attempt: PageVerification['attempt']['status'],
  more: Partial<PageVerification> = {},
): PageVerification {
  return {
    ...{ status: 'pending', reason: null, channel: 'call', mode: 'pound', to: mobile.number, match: null },
    attempt: { number: 1, status: attempt, queuedAt: '2026-01-02T03:04:05.000Z' },
    ...{ attemptsRemaining: 2, checksRemaining: null, resendAt: null, expiresAt: '2099-01-02T03:04:05.000Z' },
    ...more,
  };
}

const text = { channel: 'sms', mode: 'code', checksRemaining: 5, resendAt: '2099-01-02T03:04:05.000Z' } as const;
const challenge = (verification: PageVerification | null, more: Partial<PageState> = {}) =>
  stateOf({ step: 'challenge', phones: [mobile, office], phoneId: 'mobile', verification, ...more });
const setUp = (step: 'reauthenticate' | 'verify', phone: PagePhone = added, more: Partial<PageState> = {}) =>
  stateOf({ step, phones: [phone], phoneId: phone.id, ...more });

/** A sign-in that ended like this; another attempt may be made unless there is none that could help. */
export function failureOf(reason: Reason, more: Partial<PageState> = {}): PageState {
  const over = /^(fraud|user_blocked|too_many|invalid|expired|canceled)/.test(reason);
  const left = over ? { status: 'failed', attemptsRemaining: 0 } : { status: 'retry', attemptsRemaining: 2 };
  return challenge(callOf('completed', { reason, ...left } as Partial<PageVerification>), more);
}

/** A state, and words (a key of the catalogues) by which it is seen. */
export type Shown = readonly [state: PageState, shows: string];

const goneOf = (gone: Gone): PageState => stateOf({ step: 'gone', gone, displayName: null });

/**
 * What a page can be told, and by which words (a key of the catalogues) it is seen that it was. In an order in which each
 * is shown as it is to whoever comes to it; at the last ones, which are over, a page asks for no other.
 */
export const states: Record<string, Shown> = {
  intro: [stateOf(), 'setup.introRequired'],
  'intro, not required': [stateOf({ required: false }), 'setup.notNow'],
  starting: [challenge(null), 'challenge.waiting'],
  calling: [challenge(callOf('queued')), 'progress.calling'],
  ringing: [challenge(callOf('ringing')), 'progress.ringing'],
  'press #': [challenge(callOf('in-progress')), 'progress.pound'],
  'enter 47': [challenge(callOf('in-progress', { mode: 'match', match: '47' })), 'progress.matchLabel'],
  'enter the PIN': [challenge(callOf('in-progress', { mode: 'pin' })), 'progress.pin'],
  'the code is spoken': [challenge(callOf('in-progress', { mode: 'code', checksRemaining: 5 })), 'progress.code'],
  'one moment': [challenge(callOf('completed')), 'progress.moment'],
  'texting the code': [challenge(callOf('queued', text)), 'progress.sending'],
  'text delivered': [challenge(callOf('delivered', text)), 'progress.delivered'],
  'wrong code': [
    challenge(callOf('sent', { ...text, status: 'retry', reason: 'wrong_code', checksRemaining: 1 })),
    'code.wrong_one',
  ],
  verified: [challenge(callOf('completed', { status: 'verified' })), 'progress.verified'],
  'nobody answered': [failureOf('no_answer'), 'failure.reasons.no_answer'],
  'a fax answered': [failureOf('fax'), 'failure.reasons.fax'],
  'no such number': [failureOf('invalid_number'), 'failure.reasons.invalid_number'],
  fraud: [failureOf('fraud_reported'), 'failure.reasons.fraud_reported'],
  'too many attempts': [
    failureOf('too_many_attempts', { startAgainAt: '2099-01-01T00:00:00.000Z' }),
    'failure.reasons.too_many_attempts',
  ],
  'password once more': [setUp('reauthenticate'), 'setup.reauthenticate'],
  'verify by call': [setUp('verify'), 'setup.verifyCall'],
  'verify by text': [setUp('verify', { ...added, channel: 'sms' }), 'setup.verifySms'],
  'verify, too often': [setUp('verify', added, { startAgainAt: '2099-01-01T00:00:00.000Z' }), 'failure.startAgainIn'],
  'app password': [stateOf({ step: 'app_password', phones: [mobile], phoneId: 'mobile' }), 'appPassword.make'],
  account: [stateOf({ step: 'account', kind: 'account', phones: [mobile, office, added] }), 'account.history.title'],
  done: [stateOf({ step: 'done', phones: [mobile] }), 'done.title'],
  ...Object.fromEntries(
    (['canceled', 'declined', 'user_blocked', 'reset', 'expired', 'completed'] as const).map((gone) => [
      `gone: ${gone}`,
      [goneOf(gone), `gone.reasons.${gone}`],
    ]),
  ),
};

export const emptyAccount: AccountState = { appPasswords: [], devices: [], history: [] };

const at = '2026-01-02T03:04:05.000Z';
/** Something of everything. */
export const fullAccount: AccountState = {
  appPasswords: [{ id: 'one', name: 'Thunderbird on the old laptop', createdAt: at, lastUsedAt: null }],
  devices: [{ id: 'one', name: 'Firefox on Linux', createdAt: at, expiresAt: at, lastUsedAt: at }],
  history: [
    { at, channel: 'call', to: mobile.number, purpose: 'signin', status: 'verified', reason: null },
    {
      at: '2026-01-01T03:04:05.000Z',
      channel: 'sms',
      to: mobile.number,
      purpose: 'setup',
      status: 'failed',
      reason: 'too_many_checks',
    },
    {
      at: '2025-12-31T03:04:05.000Z',
      channel: 'call',
      to: office.number,
      purpose: 'signin',
      status: 'pending',
      reason: null,
    },
  ],
};
