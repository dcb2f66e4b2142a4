import * as is from './conditions.ts';

/** A machine is at the other end of a call that waits for an answer: nothing that comes from there counts. */
export const machineAtTheOtherEnd = {
  because: 'a machine picked up',
  when: is.byMachine,
  to: 'retry',
  reason: is.machineReason,
  attempt: is.knownAnswer,
  say: 'hang_up',
} as const;
