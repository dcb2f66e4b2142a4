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
    meaning: 'Somebody picked up, and the call ended before what was asked for was pressed.',
    tell: 'The call ended before it was confirmed.',
    whoCanAct: 'person',
  },
  no_input: {
    meaning: 'Nothing was pressed, however often the prompt was said.',
    tell: 'No key was pressed.',
    whoCanAct: 'person',
  },
  wrong_key: {
    meaning: 'Other keys than # were pressed until the call had asked often enough.',
    tell: 'Another key than # was pressed.',
    whoCanAct: 'person',
  },
  wrong_digits: {
    meaning: 'In the modes match and pin: other digits were keyed in until the call had asked often enough.',
    tell: 'The number or PIN was not right.',
    whoCanAct: 'person',
  },
  voicemail: {
    meaning: 'A machine answered, and machine detection recognised it: whatever it pressed does not count.',
    tell: 'A voicemail answered.',
    whoCanAct: 'person',
  },
  fax: {
    meaning: 'A fax machine answered, and machine detection recognised it.',
    tell: 'A fax machine answered.',
    whoCanAct: 'person',
  },
  unreachable: {
    meaning: 'The network finds nobody at this number at present, or the phone is switched off.',
    tell: 'This number cannot be reached.',
    whoCanAct: 'person',
  },
  invalid_number: {
    meaning: 'The carrier says that this is no telephone number.',
    tell: 'This number does not exist.',
    whoCanAct: 'person',
  },
  number_blocked: {
    meaning: 'The carrier does not call or text this number.',
    tell: 'This number is blocked.',
    whoCanAct: 'support',
  },
  country_blocked: {
    meaning: 'The account at the carrier may not call or text this country.',
    tell: 'Numbers of this country cannot be used.',
    whoCanAct: 'operator',
  },
  opted_out: {
    meaning: 'Whoever has this number told the carrier to stop texts to it.',
    tell: 'This number has stopped our texts: text START to have them again.',
    whoCanAct: 'person',
  },
  call_failed: {
    meaning: 'The call failed on its way, for a cause that is in the timeline.',
    tell: 'The call could not be put through.',
    whoCanAct: 'person',
  },
  message_undelivered: {
    meaning: 'The text message was refused, or did not reach the phone, for a cause that is in the timeline.',
    tell: 'The text message did not arrive.',
    whoCanAct: 'person',
  },
  fraud_reported: {
    meaning: 'The person who was called pressed 0, then 1: they did not ask for this, and are blocked for a time.',
    tell: 'This sign-in was reported as fraud.',
    whoCanAct: 'support',
  },
  user_blocked: {
    meaning: 'The user, or the number, was blocked while this was under way.',
    tell: 'Your account is blocked. Contact your administrator.',
    whoCanAct: 'support',
  },
  too_many_attempts: {
    meaning: 'The last attempt that was allowed ended without approval; how is in the timeline.',
    tell: 'There were too many attempts. Start again later.',
    whoCanAct: 'login system',
  },
  too_many_checks: {
    meaning: 'As many wrong codes were typed as may be tried.',
    tell: 'Too many codes were tried. Ask for a new one.',
    whoCanAct: 'login system',
  },
  wrong_code: {
    meaning: 'A wrong code was typed; the code that was given may still be typed, while checks remain.',
    tell: 'That code is not right. Try again.',
    whoCanAct: 'person',
  },
  carrier_unavailable: {
    meaning: 'The carrier could not be used for as long as an attempt is tried: away, or turning our credentials down.',
    tell: 'We cannot reach your phone at the moment. Try again soon.',
    whoCanAct: 'operator',
  },
  carrier_result_unknown: {
    meaning:
      'The carrier was asked, and its records hold no trace of a call or message: nothing is tried again unasked.',
    tell: 'We do not know whether your phone was reached. Try again.',
    whoCanAct: 'person',
  },
  expired: {
    meaning: 'Its life was over before it was verified.',
    tell: 'It took too long. Start again.',
    whoCanAct: 'login system',
  },
  canceled: { meaning: 'The login system canceled it.', tell: 'It was canceled.', whoCanAct: 'login system' },
};
