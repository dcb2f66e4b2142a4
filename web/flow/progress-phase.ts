import type { PageVerification } from '../../src/http/flow/page-state.ts';

/** What a person is told of a call or message that is under way; each has a text of its own. */
export type Phase =
  | 'calling'
  | 'ringing'
  | PageVerification['mode']
  | 'moment'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'verified';

/** @returns null when it is over without approval, and something must be done for another try */
export function phaseOf(verification: PageVerification): Phase | null {
  const { status, reason, mode, attempt, checksRemaining } = verification;
  if (status === 'verified') return 'verified';
  // A wrong code is no end: the one that was given may still be typed.
  const mayTypeOn = status === 'retry' && reason === 'wrong_code' && checksRemaining !== 0;
  if (status !== 'pending' && !mayTypeOn) return null;
  switch (attempt.status) {
    case 'queued':
      return verification.channel === 'sms' ? 'sending' : 'calling';
    case 'dialing':
    case 'initiated':
      return 'calling';
    case 'ringing':
      return 'ringing';
    case 'in-progress':
      return mode;
    case 'sending':
      return 'sending';
    case 'sent':
      return 'sent';
    case 'delivered':
      return 'delivered';
    default:
      return 'moment';
  }
}
