import type { Rule, Rules } from '../rule.ts';
import * as is from './conditions.ts';

/** What is typed on the screen. It may be tried again after a mistake, whether or not the call or message goes on. */
export const checks: Rule<'code_checked'>[] = [
  {
    because: 'the right code',
    when: (s) => is.isCode(s) && is.isRightCode(s),
    to: 'verified',
    attempt: is.endedIfQueued,
    countsCheck: true,
  },
  {
    because: 'too many codes tried',
    when: (s) => is.isCode(s) && is.isLastCheck(s),
    to: 'failed',
    reason: 'too_many_checks',
    attempt: is.endedIfQueued,
    countsCheck: true,
    hangUp: true,
  },
  {
    because: 'not the right code, which is still on its way',
    when: (s) => is.isCode(s) && is.isOnItsWay(s),
    attempt: () => ({}),
    countsCheck: true,
  },
  { because: 'not the right code', when: is.isCode, to: 'retry', reason: 'wrong_code', countsCheck: true },
];

/** Keys in a call that gives a code: any asks for it again. */
export const codeKeys: Rule<'key_pressed'>[] = [
  { because: 'answers an earlier prompt', when: (s) => is.isCode(s) && !is.answersThisPrompt(s), say: 'code_again' },
  {
    because: 'asked for the code again',
    when: (s) => is.isCode(s) && is.maySayAgain(s),
    attempt: is.sayAgain,
    say: 'code_again',
  },
  { because: 'the code was said often enough', when: is.isCode, say: 'goodbye_after_code' },
];

/** A call that said its code goes on after a code was typed wrongly: who listens again shall hear it. */
export const codeCallGoesOn: Pick<Required<Rules>, 'key_pressed' | 'no_input'> = {
  key_pressed: codeKeys.map((rule) => ({
    ...rule,
    when: (s) => (rule.when?.(s) ?? true) && is.wasAsked(s) && !is.isOver(s) && !is.machineAnswered(s),
  })),
  no_input: [{ because: 'the code was said', when: is.isCode, say: 'goodbye_after_code' }],
};
