import type { AttemptStatus } from './verification.ts';

const ENDED = 5;

/** How far a call or message has come. An older status never overwrites a newer one; callbacks come in no promised order. */
const progress: Record<AttemptStatus, number> = {
  queued: 0,
  dialing: 1,
  initiated: 2,
  ringing: 3,
  'in-progress': 4,
  completed: ENDED,
  busy: ENDED,
  'no-answer': ENDED,
  canceled: ENDED,
  sending: 1,
  sent: 2,
  delivered: ENDED,
  undelivered: ENDED,
  failed: ENDED,
};

export function hasEnded(status: AttemptStatus): boolean {
  return progress[status] === ENDED;
}

/** Whether a status is newer than what is known. */
export function isNewer(status: AttemptStatus, known: AttemptStatus): boolean {
  return progress[status] > progress[known];
}
