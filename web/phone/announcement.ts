import type { HandsetCall } from '../../src/simulator/control/views.ts';
import { formatDuration, formatNumber } from './format.ts';
import type { PhoneState } from './phone-state.ts';

/** What the telephone is doing, in a sentence: for those who do not see it. */
export function announcement(phone: PhoneState, call: HandsetCall | null): string {
  if (phone.connection === 'connecting') return 'The phone is being switched on.';
  if (phone.connection === 'lost') return 'No signal: the simulated carrier is away.';
  if (call?.status === 'ringing') return `Incoming call from ${formatNumber(call.from)}.`;
  if (call) return `On the phone with ${formatNumber(call.from)}.`;
  const last = phone.calls.at(-1);
  return last?.endedAt ? `${outcome(last)}. The phone is ready.` : 'The phone is ready.';
}

/** What became of a call. */
export function outcome({ status, takenBy, answeredAt, endedAt }: HandsetCall): string {
  if (takenBy === 'machine') return endedAt ? 'Went to voicemail' : 'At voicemail now';
  if (answeredAt && endedAt) return `Call of ${formatDuration(Date.parse(endedAt) - Date.parse(answeredAt))}`;
  switch (status) {
    case 'busy':
      return 'Declined call';
    case 'no-answer':
    case 'canceled':
      return 'Missed call';
    case 'failed':
      return 'Failed call';
    default:
      return endedAt ? 'Call' : 'Call coming in';
  }
}
