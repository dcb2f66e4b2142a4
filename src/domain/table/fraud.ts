import type { Rule, Situation } from '../rule.ts';
import * as is from './conditions.ts';
import { machineAtTheOtherEnd } from './machine.ts';

export const asksForReport = (s: Situation<'key_pressed'>) => is.isZero(s) && is.answersThisPrompt(s);

/** 0 alone says nothing yet: two keys cannot be read at once where one key is asked for (TELEPHONY 6). */
export const zeroPressed: Rule<'key_pressed'> = {
  because: '0: asked whether to report fraud',
  when: asksForReport,
  attempt: is.sayAgain,
  say: 'fraud_question',
};

const reported = {
  because: 'fraud reported',
  to: 'failed',
  reason: 'fraud_reported',
  say: 'fraud_reported',
  block: true,
} as const;

/** A report counts from whoever was asked, unless that is a machine. */
const isReport: Rule<'fraud_answered'>['when'] = (s) =>
  s.event.confirmed && is.wasAsked(s) && !is.byMachine(s) && !is.machineAnswered(s);

export const fraudAnswered: Rule<'fraud_answered'>[] = [
  { ...machineAtTheOtherEnd, because: 'a machine pressed it' },
  { ...reported, when: isReport },
  { because: 'answers an earlier prompt', when: (s) => is.isCode(s) && !is.answersThisPrompt(s), say: 'code_again' },
  { because: 'answers an earlier prompt', when: (s) => !is.answersThisPrompt(s), say: 'again_after_no_fraud' },
  {
    because: 'not confirmed, the code again',
    when: (s) => is.isCode(s) && is.maySayAgain(s),
    attempt: is.sayAgain,
    say: 'code_again',
  },
  { because: 'not confirmed, and the code was said often enough', when: is.isCode, say: 'goodbye_after_code' },
  {
    because: 'not confirmed, asked again',
    when: is.maySayAgain,
    attempt: is.sayAgain,
    say: 'again_after_no_fraud',
  },
  { because: 'not confirmed, asked often enough', to: 'retry', reason: is.wrongReason, say: 'goodbye_after_mistake' },
];

/** Told after the call has ended: the report counts, everything else is too late. */
export const fraudAnsweredLate: Rule<'fraud_answered'>[] = [
  { ...reported, when: isReport },
  { because: 'the attempt has ended', say: 'hang_up' },
];

/** A verification that is over stays as it is; who reported is blocked all the same. */
export const fraudAnsweredAfterEnd: Rule<'fraud_answered'>[] = [
  {
    because: 'fraud reported after the end',
    when: isReport,
    attempt: () => ({}),
    say: 'fraud_reported',
    block: true,
  },
  { because: 'the verification is over', say: 'hang_up' },
];
