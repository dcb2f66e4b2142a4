import type { CallStatus } from './verification.ts';

/** How far a call has come. An older status never overwrites a newer one; callbacks come in no promised order. */
const progress: Record<CallStatus, number> = {
  queued: 0,
  dialing: 1,
  initiated: 2,
  ringing: 3,
  'in-progress': 4,
  completed: 5,
  busy: 5,
  'no-answer': 5,
  failed: 5,
  canceled: 5,
};

export function hasEnded(status: CallStatus): boolean {
  return progress[status] === 5;
}

/** Whether a status is newer than what is known. */
export function isNewer(status: CallStatus, known: CallStatus): boolean {
  return progress[status] > progress[known];
}
