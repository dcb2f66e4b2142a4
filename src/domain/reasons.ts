import type { AnsweredBy, AttemptStatus, Reason } from './verification.ts';

/** Reasons that another call cannot mend: the verification fails at once instead of offering a retry. */
const finalReasons: ReadonlySet<Reason> = new Set([
  'invalid_number',
  'number_blocked',
  'country_blocked',
  'opted_out',
  'fraud_reported',
  'user_blocked',
]);

export function isFinalReason(reason: Reason): boolean {
  return finalReasons.has(reason);
}

/** SIP answers that mean "there is nobody at this number", as opposed to a fault on the way. RFC 3261, section 21. */
const unreachableSipCodes: ReadonlySet<number> = new Set([404, 410, 480, 484, 604]);

/** Why a call ended that brought no verdict, from the carrier's last word about it. */
export function reasonOfEndedCall(status: AttemptStatus, sipResponseCode: number | null): Reason {
  switch (status) {
    case 'busy':
      return 'busy';
    case 'no-answer':
      return 'no_answer';
    case 'completed':
      return 'hung_up';
    default:
      return sipResponseCode !== null && unreachableSipCodes.has(sipResponseCode) ? 'unreachable' : 'call_failed';
  }
}

/** `voicemail` or `fax` when a machine picked up, else null. A machine's answer never approves anything. */
export function reasonOfMachine(answeredBy: AnsweredBy | null): Reason | null {
  if (answeredBy === 'fax') return 'fax';
  return answeredBy?.startsWith('machine') ? 'voicemail' : null;
}
