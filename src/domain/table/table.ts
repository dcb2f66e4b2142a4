import type { Rules } from '../rule.ts';
import type { Status } from '../verification.ts';
import { over } from './over.ts';
import { pending } from './pending.ts';
import { retry } from './retry.ts';

/**
 * The state machine of a verification: status, then event, then the rules in order. An event that a status
 * does not list changes nothing (a request is refused). Two things hold for every cell and stand in
 * `transition`: events of an earlier attempt or another call are ignored, and once life is over only
 * `life_over` is left.
 */
export const table = {
  pending,
  retry,
  // The goodbye of a verified call is being spoken: its call is left to end by itself.
  verified: {
    call_progress: over.call_progress,
    message_progress: over.message_progress,
    call_not_found: over.call_not_found,
    answered: over.answered,
    fraud_answered: over.fraud_answered,
  },
  failed: over,
  expired: over,
  canceled: over,
} satisfies Record<Status, Rules>;
