import type { TimelineEntry } from './login.ts';
import type { PhoneEvent } from './phone.ts';

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
