import type { Reason } from '#domain/verification.ts';
import type { TimelineEntry } from './login.ts';
import type { PhoneEvent } from './phone.ts';

/** What a login might show for each reason. */
export const reasonWords = {
  no_answer: 'Nobody answered.',
  busy: 'The line was busy, or the call was declined.',
  hung_up: 'The call ended before # was pressed.',
  no_input: 'No key was pressed.',
  wrong_key: 'Another key than # was pressed.',
  wrong_digits: 'The digits were not those on the screen.',
  voicemail: 'A voicemail answered.',
  fax: 'A fax machine answered.',
  unreachable: 'There is nobody at this number.',
  invalid_number: 'This is not a number that can be called.',
  number_blocked: 'This number is blocked.',
  country_blocked: 'Calls to this country are not allowed.',
  opted_out: 'This number asked not to be called.',
  call_failed: 'The call could not be put through.',
  message_undelivered: 'The message was not delivered.',
  fraud_reported: 'The person reported that they did not sign in.',
  user_blocked: 'This person is blocked.',
  too_many_attempts: 'There were too many calls.',
  too_many_checks: 'Too many codes were tried.',
  wrong_code: 'The code was not right.',
  carrier_unavailable: 'The telephone network was out of reach.',
  carrier_result_unknown: 'Nobody knows what became of the call.',
  expired: 'It took too long.',
  canceled: 'It was canceled.',
} as const satisfies Record<Reason, string>;

const endings: Record<string, string> = {
  'no-answer': 'stops ringing',
  failed: 'cannot be reached',
  canceled: 'stops ringing: the call was canceled',
  completed: 'the call is over',
};

export interface PhoneLine {
  text: string;
  kind: 'deed' | 'speech' | 'plain';
}

/** What an event at the phone looks and sounds like to who holds it; null for what nobody notices. */
export function wordsOf(event: PhoneEvent, rang: boolean): PhoneLine | null {
  switch (event.type) {
    case 'ringing':
      return { text: 'rings', kind: 'plain' };
    case 'answered':
      return { text: 'picks up', kind: 'deed' };
    case 'said':
      return { text: `“${event.detail}”`, kind: 'speech' };
    case 'key':
      return { text: `presses ${event.detail}`, kind: 'deed' };
    case 'ended':
      if (event.detail === 'busy') return { text: rang ? 'declines the call' : 'is engaged', kind: 'deed' };
      return { text: endings[event.detail] ?? event.detail, kind: 'plain' };
    default:
      return null;
  }
}

/** A timeline in a line each: who said it, what was decided, and the status where it changes. */
export function evidence(timeline: readonly TimelineEntry[]): string[] {
  return timeline.map(({ source, because, status, reason, data }, i) => {
    const news = status === timeline[i - 1]?.status ? '' : ` → ${[status, reason].filter(Boolean).join(': ')}`;
    // What the carrier said of the call, in its own words.
    const said = data.CallStatus === undefined ? '' : ` (${data.CallStatus})`;
    return `${source.padEnd(8)} ${because}${said}${news}`;
  });
}
