import type { Reason } from './verification.ts';

/** Who can make another try succeed. */
export type Actor = 'person' | 'login system' | 'operator' | 'support' | 'nobody';

export interface ReasonGuide {
  /** For those who integrate and support. */
  meaning: string;
  /** One plain sentence for the person at the login. */
  tell: string;
  whoCanAct: Actor;
}

/** Every reason in words: the documentation is made from this, and logins may show `tell` as it stands. */
export const reasonGuide: Record<Reason, ReasonGuide> = {
  no_answer: { meaning: 'It rang and nobody picked up.', tell: 'Nobody answered.', whoCanAct: 'person' },
  busy: {
    meaning: 'The line was engaged, or the call was declined.',
    tell: 'The line was busy, or the call was declined.',
    whoCanAct: 'person',
  },
  hung_up: {
    meaning: 'Somebody picked up, and the call ended before it was answered with the right key.',
    tell: 'The call ended before it was confirmed.',
    whoCanAct: 'person',
  },
  no_input: {
    meaning: 'No key was pressed each time the prompt was said.',
    tell: 'No key was pressed.',
    whoCanAct: 'person',
  },
  wrong_key: {
    meaning: 'Another key than # was pressed each time the prompt was said.',
    tell: 'Another key than # was pressed.',
    whoCanAct: 'person',
  },
  wrong_digits: {
    meaning: 'Other digits than the right ones were keyed in each time the prompt was said.',
    tell: 'The digits were not those on the screen.',
    whoCanAct: 'person',
  },
  voicemail: {
    meaning: 'A machine answered, and was recognised as one.',
    tell: 'A voicemail answered.',
    whoCanAct: 'person',
  },
  fax: { meaning: 'A fax machine answered.', tell: 'A fax machine answered.', whoCanAct: 'person' },
  unreachable: {
    meaning: 'The network finds nobody at this number at present.',
    tell: 'This number cannot be reached.',
    whoCanAct: 'person',
  },
  invalid_number: {
    meaning: 'The carrier says that this is no telephone number.',
    tell: 'This is not a number that can be called.',
    whoCanAct: 'person',
  },
  number_blocked: {
    meaning: 'The carrier or this service does not call this number.',
    tell: 'This number is blocked.',
    whoCanAct: 'support',
  },
  country_blocked: {
    meaning: 'The account may not call this country.',
    tell: 'Calls to this country are not allowed.',
    whoCanAct: 'operator',
  },
  opted_out: {
    meaning: 'The owner of the number asked not to be contacted.',
    tell: 'This number asked not to be contacted.',
    whoCanAct: 'person',
  },
  call_failed: {
    meaning: 'The call failed on its way, for a cause that is in the timeline.',
    tell: 'The call could not be put through.',
    whoCanAct: 'person',
  },
  message_undelivered: {
    meaning: 'The text message did not reach the phone.',
    tell: 'The message was not delivered.',
    whoCanAct: 'person',
  },
  fraud_reported: {
    meaning: 'The person reported during the call that they did not ask for it.',
    tell: 'This sign-in was reported as fraud.',
    whoCanAct: 'support',
  },
  user_blocked: {
    meaning: 'The user is blocked for a time.',
    tell: 'Your account is blocked. Contact your administrator.',
    whoCanAct: 'support',
  },
  too_many_attempts: {
    meaning: 'Every attempt that a verification has was used.',
    tell: 'There were too many attempts. Start again later.',
    whoCanAct: 'login system',
  },
  too_many_checks: {
    meaning: 'Too many codes were tried.',
    tell: 'Too many codes were tried. Ask for a new one.',
    whoCanAct: 'login system',
  },
  wrong_code: { meaning: 'The code was not right.', tell: 'The code was not right.', whoCanAct: 'person' },
  carrier_unavailable: {
    meaning: 'The carrier could not be used for as long as an attempt is tried: away, or turning our credentials down.',
    tell: 'We cannot call at the moment. Try again soon.',
    whoCanAct: 'operator',
  },
  carrier_result_unknown: {
    meaning:
      'The carrier was asked and left no trace of the call. It may have rung; it was not placed again without being asked.',
    tell: 'We do not know what became of the call.',
    whoCanAct: 'person',
  },
  expired: {
    meaning: 'Its life was over before it was verified.',
    tell: 'It took too long.',
    whoCanAct: 'login system',
  },
  canceled: { meaning: 'The login system canceled it.', tell: 'It was canceled.', whoCanAct: 'login system' },
};
