import type { EventOf, EventType } from './events.ts';
import type { Policy } from './policy.ts';
import type { Prompt } from './prompts.ts';
import type { Attempt, Reason, Status, Verification } from './verification.ts';

/** What a rule may look at. */
export interface Situation<T extends EventType> {
  verification: Verification;
  event: EventOf<T>;
  now: Date;
  policy: Policy;
  /** The id that a new attempt gets, should there be one. */
  newAttemptId: string;
}

/** What is to be done outside, after the change is committed. */
export type Effect =
  | { type: 'place_attempt'; attemptId: string; delayMs: number }
  | { type: 'hang_up'; sid: string }
  /** Written down together with the change: nobody who reported fraud is called because a process died. */
  | { type: 'block'; endsAt: Date };

/** The first rule whose `when` holds decides. A rule that sets nothing records the event and changes nothing. */
export interface Rule<T extends EventType> {
  /** Why, in words that the timeline, the diagram and support staff show. */
  because: string;
  when?: (s: Situation<T>) => boolean;
  /** Absent: the status stays. */
  to?: Status;
  reason?: Reason | ((s: Situation<T>) => Reason);
  attempt?: (s: Situation<T>) => Partial<Attempt>;
  /** One more code was tried. */
  countsCheck?: true;
  say?: Prompt;
  /** End the attempt's call, if it has one that may still be up. */
  hangUp?: true;
  /** Ask the queue for the (new) attempt. */
  placeAttempt?: (s: Situation<T>) => { attemptId: string; delayMs: number };
  /** Whoever was called is not called again for a time. */
  block?: true;
}

/** One status of the table: the rules of each event that it knows. */
export type Rules = { [T in EventType]?: Rule<T>[] };
