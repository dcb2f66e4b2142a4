import type { Channel, Reason } from './verification.ts';

/** Who can make a later try succeed: us by waiting, the person by asking again, the operator by mending something, or nobody. */
export type MayRetry = 'service' | 'person' | 'operator' | 'nobody';

/** One error of the carrier. The table of these is what the code decides by and what the documentation is generated from. */
export interface CarrierErrorRow {
  /** Twilio's error code, from https://www.twilio.com/docs/api/errors. */
  code: number;
  /** Which orders end so; null: calls and messages alike. */
  channel: Channel | null;
  /** What becomes of an order that is answered so. Messages also end so later, by a callback: then the reason alone counts. */
  outcome: 'rejected' | 'throttled' | 'unavailable';
  /** What the client of the API sees; null where the order is not lost yet. */
  reason: Reason | null;
  mayRetry: MayRetry;
  /** Nothing will work until somebody mends it: wake the operator. */
  alarm: boolean;
  /** One sentence for the operator. */
  advice: string;
}

const refusalOf =
  (channel: Channel | null) =>
  (code: number, reason: Reason, mayRetry: MayRetry, advice: string): CarrierErrorRow => {
    return { code, channel, outcome: 'rejected', reason, mayRetry, alarm: false, advice };
  };
const either = refusalOf(null);
const call = refusalOf('call');
const sms = refusalOf('sms');
/** Nothing is wrong with the order, and nothing was sent: it may be asked for again once the operator has mended the cause. */
const alarming = (code: number, channel: Channel | null, advice: string): CarrierErrorRow => {
  return { code, channel, outcome: 'unavailable', reason: null, mayRetry: 'operator', alarm: true, advice };
};
/** Ends the order, and will end every other one like it. */
const fatal = (row: CarrierErrorRow): CarrierErrorRow => ({ ...row, alarm: true });
const throttled = (code: number, channel: Channel | null, advice: string): CarrierErrorRow => {
  return { code, channel, outcome: 'throttled', reason: null, mayRetry: 'service', alarm: false, advice };
};

/**
 * Sorted by code. Codes are matched, never messages: one code comes with several texts.
 *
 * Some reasons are final (`domain/reasons.ts`). What a text message meets at a landline, at a phone that is off or at a
 * filter is none of these: a call may still reach the person. Twilio's 30004, "message blocked", covers all three.
 */
export const carrierErrors: readonly CarrierErrorRow[] = [
  fatal(
    call(
      11205,
      'call_failed',
      'operator',
      'The carrier could not connect to PUBLIC_URL: check that it is reachable from the internet over TLS.',
    ),
  ),
  call(
    13224,
    'unreachable',
    'person',
    'The carrier cannot deliver calls to this number, or a network on the way failed.',
  ),
  call(13227, 'country_blocked', 'operator', 'Voice geographic permissions of the account exclude this country.'),
  alarming(
    20003,
    null,
    'The carrier turned our credentials down: check the account SID, the auth token or the API key.',
  ),
  alarming(20005, null, 'The account is not active: see the carrier console for why it was suspended or closed.'),
  alarming(20404, null, 'The carrier knows no such account: check TWILIO_ACCOUNT_SID and TWILIO_API_BASE_URL.'),
  throttled(20429, null, 'Too many requests at once: lower CALLS_PER_SECOND, or ask the carrier for a higher limit.'),
  call(21203, 'country_blocked', 'operator', 'International calling is not enabled for the account.'),
  alarming(
    21205,
    'call',
    'The carrier does not accept a URL of ours: PUBLIC_URL must be one that the internet can reach.',
  ),
  alarming(21210, 'call', 'TWILIO_FROM_NUMBER is neither a number of the account nor a verified caller ID.'),
  either(21211, 'invalid_number', 'nobody', 'The number is not a valid phone number.'),
  alarming(21212, null, 'TWILIO_FROM_NUMBER is not a valid caller ID.'),
  call(21214, 'unreachable', 'person', 'The carrier finds no route to this number at present.'),
  call(21215, 'country_blocked', 'operator', 'Voice geographic permissions of the account exclude this country.'),
  call(21216, 'number_blocked', 'nobody', "The number is on the carrier's block list."),
  call(21217, 'invalid_number', 'nobody', 'The number does not appear to be valid.'),
  call(
    21219,
    'number_blocked',
    'operator',
    'A trial account calls verified numbers only: verify this one in the carrier console, or upgrade.',
  ),
  sms(21408, 'country_blocked', 'operator', 'Messaging geographic permissions of the account exclude this country.'),
  alarming(21606, 'sms', 'TWILIO_FROM_NUMBER cannot send text messages, or belongs to another account.'),
  sms(
    21608,
    'number_blocked',
    'operator',
    'A trial account texts verified numbers only: verify this one in the carrier console, or upgrade.',
  ),
  alarming(
    21609,
    'sms',
    'The carrier does not accept a URL of ours: PUBLIC_URL must be one that the internet can reach.',
  ),
  sms(21610, 'opted_out', 'nobody', 'The recipient has opted out of messages and must text START to return.'),
  throttled(
    21611,
    'sms',
    'Too many messages of TWILIO_FROM_NUMBER wait at the carrier: send fewer, or from a faster number.',
  ),
  sms(
    21612,
    'message_undelivered',
    'operator',
    'No route for texts from TWILIO_FROM_NUMBER to this number: its country or network may want another kind of sender.',
  ),
  sms(
    21614,
    'message_undelivered',
    'person',
    'The number is not a mobile one and takes no texts: a call may reach it.',
  ),
  sms(
    21617,
    'message_undelivered',
    'operator',
    'The text is longer than the carrier takes: shorten the name of the brand.',
  ),
  sms(21635, 'message_undelivered', 'person', 'The number is a landline and takes no texts: a call may reach it.'),
  alarming(21659, 'sms', 'TWILIO_FROM_NUMBER is no number of the account, or a short code of another country.'),
  sms(30001, 'message_undelivered', 'person', "The carrier's queue of messages was full."),
  fatal(sms(30002, 'message_undelivered', 'operator', 'The account was suspended while the message waited.')),
  sms(30003, 'unreachable', 'person', 'The phone is switched off, out of reach, or takes no texts.'),
  sms(
    30004,
    'message_undelivered',
    'person',
    'The message was blocked: by a list against unwanted texts, by an opt-out, by a filter, or at a line without texts.',
  ),
  sms(
    30005,
    'unreachable',
    'person',
    'No mobile network knows the phone: the number may be out of service or a landline.',
  ),
  sms(30006, 'message_undelivered', 'person', 'The number is a landline, or its network cannot be reached by texts.'),
  sms(30007, 'message_undelivered', 'operator', 'A filter of the carrier or network took the text for unwanted.'),
  sms(30008, 'message_undelivered', 'person', 'The network did not deliver the text and said no reason.'),
  fatal(
    sms(
      30032,
      'message_undelivered',
      'operator',
      'TWILIO_FROM_NUMBER is a toll-free number that is not verified: submit its verification in the carrier console.',
    ),
  ),
  fatal(
    sms(
      30034,
      'message_undelivered',
      'operator',
      'TWILIO_FROM_NUMBER is not registered for texts to the United States: register an A2P 10DLC campaign.',
    ),
  ),
  sms(
    30036,
    'message_undelivered',
    'person',
    "The text waited in the carrier's queue for longer than its code is valid.",
  ),
  sms(
    30450,
    'message_undelivered',
    'person',
    "The carrier's protection against pumped messages holds this number back for up to half an hour.",
  ),
];

const byCode = new Map(carrierErrors.map((row) => [row.code, row]));

/** Null when the table lacks the code. */
export function findCarrierError(code: number): CarrierErrorRow | null {
  return byCode.get(code) ?? null;
}

/** An error as it is told to those who support people. */
export interface ExplainedError {
  code: number;
  advice: string;
  /** What the carrier says about it, on its own pages. */
  reference: string;
}

/** Never fails: a code that the table lacks is told as such. */
export function explainCarrierError(code: number): ExplainedError {
  const advice = findCarrierError(code)?.advice ?? 'This version does not know this error: see what the carrier says.';
  return { code, advice, reference: `https://www.twilio.com/docs/api/errors/${code}` };
}
