import { explainCarrierError } from '#domain/carrier-error-table.ts';
import { type Actor, reasonGuide } from '#domain/reason-guide.ts';
import type { Reason } from '#domain/verification.ts';
import type { WholeVerification } from '#ports/console-search.ts';

/** What became of a verification, and what to do about it. */
export interface Summary {
  meaning: string;
  /** Null: nothing has to be done. */
  advice: string | null;
  whoCanAct: Actor | null;
}

/** What to tell or do, for whoever has the person on the telephone. */
const adviceFor: Record<Reason, string> = {
  no_answer: 'Ask whether the phone is at hand and not on silent, then call again.',
  busy: 'Ask whether the phone is free and whether the call was declined, by the person or by a filter, then call again.',
  hung_up: 'Tell the person to stay on the line and do as the voice says, then call again.',
  no_input:
    'Tell the person to press the key while the call goes on, and that the keypad must be open; then call again.',
  wrong_key: 'Tell the person to press # alone, then call again.',
  wrong_digits: 'Tell the person which digits are asked for: those on the screen, or their own PIN.',
  voicemail: 'Ask whether calls are forwarded to a voicemail or the phone is off, then call again.',
  fax: 'The number is that of a fax machine: have the person use another phone.',
  unreachable:
    'Ask whether the phone is on and has reception, then call again; else have the person use another phone.',
  invalid_number: 'Have the person register the right number.',
  number_blocked: 'See the carrier error in the timeline; meanwhile have the person use another phone.',
  country_blocked: 'Ask an operator to allow the country at the carrier; meanwhile have the person use another phone.',
  opted_out: 'Have the person text START to our number, or use calls.',
  call_failed: 'See the carrier error in the timeline, then call again; else have the person use another phone.',
  message_undelivered: 'See the carrier error in the timeline, then try a call.',
  fraud_reported:
    'Find out whether the person did press 0 and 1. If it was a mistake, lift the block; else have the password changed.',
  user_blocked: 'See who blocked and why, and lift the block if it is not needed any more.',
  too_many_attempts: 'See in the timeline how each attempt ended, then have the person start again.',
  too_many_checks: 'Have the person start again and type the newest code.',
  wrong_code: 'Have the person type the newest code, or ask for another one.',
  carrier_unavailable: 'See the overview for whether it is just this call. If it is many, tell an operator.',
  carrier_result_unknown: 'Ask whether the phone rang, then call again.',
  expired: 'See in the timeline how far it came, then have the person start again.',
  canceled: 'Nothing is wrong: the person can start again.',
};

/** In sentences. The carrier's own error says more than the reason does. */
export function summaryOf({ status, reason, tries }: Pick<WholeVerification, 'status' | 'reason' | 'tries'>): Summary {
  if (status === 'verified') return { meaning: 'The person was verified.', advice: null, whoCanAct: null };
  if (reason === null) return { meaning: 'It is under way.', advice: null, whoCanAct: null };
  const { meaning, whoCanAct } = reasonGuide[reason];
  const errorCode = tries.at(-1)?.errorCode ?? null;
  const error = errorCode === null ? '' : ` The carrier said: ${explainCarrierError(errorCode).advice}`;
  return { meaning: meaning + error, advice: adviceFor[reason], whoCanAct };
}
