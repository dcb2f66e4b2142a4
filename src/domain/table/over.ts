import type { Rules } from '../rule.ts';
import * as is from './conditions.ts';
import { fraudAnsweredAfterEnd } from './fraud.ts';

/** A verification that is over: the end of its call or message is still written down, everything else bounces off. */
export const over = {
  placed: [{ because: 'it is of no use any more', attempt: (s) => ({ sid: s.event.sid }), hangUp: true }],
  call_progress: [
    { because: 'an older status', when: (s) => !is.isCallNews(s) },
    { because: 'the call goes on to its end', attempt: is.followCall },
  ],
  message_progress: [
    { because: 'an older status', when: (s) => !is.isMessageNews(s) },
    { because: 'the message goes on to its end', attempt: is.followMessage },
  ],
  call_not_found: [
    { because: 'it has ended meanwhile', when: is.isOver },
    { because: 'the carrier knows of no such thing', attempt: is.ended('failed') },
  ],
  answered: [{ because: 'the verification is over', say: 'hang_up' }],
  fraud_answered: fraudAnsweredAfterEnd,
} satisfies Rules;
