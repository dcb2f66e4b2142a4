import fc from 'fast-check';
import type { VerificationEvent } from '#domain/events.ts';
import { defaultPolicy, machineDetections, type Policy } from '#domain/policy.ts';
import { type Decision, transition } from '#domain/transition.ts';
import {
  answeredByValues,
  callStatuses,
  channels,
  messageStatuses,
  type Reason,
  type Verification,
} from '#domain/verification.ts';
import { secondsLater, verification } from './verification-builder.ts';

/** How often a property is tried; mutation runs, which repeat the suite for every mutant, lower it. */
export const numRuns = Number(process.env.PROPERTY_RUNS ?? 2_000);

/** What a carrier may give as the cause of an end. */
const carrierReason = fc.constantFrom<Reason>(
  ...(['no_answer', 'busy', 'unreachable', 'invalid_number', 'number_blocked', 'country_blocked'] as const),
  ...(['opted_out', 'call_failed', 'message_undelivered', 'carrier_unavailable'] as const),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 1 });
const answeredBy = fc.oneof(
  { weight: 6, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constant('human' as const) },
  { weight: 1, arbitrary: fc.constantFrom(...answeredByValues) },
);
/** Which saying of the prompt is answered: the last one, or an earlier one told again. */
const sayingsAgo = fc.constantFrom(0, 0, 0, 1, 2);

const event = <T extends VerificationEvent['type']>(type: T) => ({ type: fc.constant(type) });
const aboutAttempt = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constantFrom('claimed', 'claimed', 'result_unknown', 'call_not_found') }),
  },
  { weight: 1, arbitrary: fc.record(event('too_late')) },
  { weight: 2, arbitrary: fc.record({ ...event('refused'), reason: carrierReason, carrierCode: fc.constant(1) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...event('not_placed'),
      cause: fc.constantFrom('throttled', 'unavailable'),
      retryAfterMs: maybe(fc.nat(1_000)),
    }),
  },
);
const aboutCall = fc.oneof(
  fc.record(event('placed')),
  fc.record({
    ...{ ...event('call_progress'), callStatus: fc.constantFrom(...callStatuses), answeredBy },
    ...{ sipResponseCode: maybe(fc.constantFrom(404, 486)), carrierReason: maybe(carrierReason) },
  }),
  fc.record({
    ...{ ...event('message_progress'), messageStatus: fc.constantFrom(...messageStatuses) },
    carrierReason: maybe(carrierReason),
  }),
  fc.record({ ...event('answered'), answeredBy }),
  fc.record({ ...event('detected'), answeredBy: fc.constantFrom(...answeredByValues) }),
  fc.record({ ...event('connected'), answeredBy }),
  fc.record({
    ...{ ...event('key_pressed'), key: fc.constantFrom('right', 'right', 'wrong', 'zero'), sayingsAgo },
    answeredBy,
  }),
  fc.record({ ...event('no_input'), sayingsAgo }),
  fc.record({ ...event('fraud_answered'), confirmed: fc.boolean(), sayingsAgo, answeredBy }),
);
const channel = maybe(fc.constantFrom(...channels));
const request: fc.Arbitrary<VerificationEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('retry_requested', 'resend_requested'), channel }) },
  { weight: 4, arbitrary: fc.record({ ...event('code_checked'), code: fc.constantFrom('right', 'wrong') }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom('user_blocked', 'cancel_requested', 'life_over') }),
  },
);

/** Mostly about the current attempt and its own call, and now and then about one before, or about somebody else's. */
const whose = fc.constantFrom('own', 'own', 'own', 'own', 'own', 'own', 'earlier', 'foreign');
const step = fc.record({
  happened: fc.oneof({ weight: 2, arbitrary: aboutAttempt }, { weight: 6, arbitrary: aboutCall }, request),
  attemptOf: whose,
  callOf: whose,
  times: fc.constantFrom(1, 1, 1, 2),
  pauseSeconds: fc.constantFrom(0, 0, 1, 5, 30, 60, 200),
});
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What was asked for, and by whose rules. */
const setting = fc
  .record({
    asked: fc.constantFrom(
      ...(['pound', 'match', 'pin', 'code'] as const).map((mode) => ({ channel: 'call' as const, mode })),
      { channel: 'sms' as const, mode: 'code' as const },
    ),
    fallsBack: fc.boolean(),
    autoRetry: fc.boolean(),
    isOffice: fc.constantFrom(false, false, true),
    machineDetection: fc.constantFrom(...machineDetections),
    maxAttempts: fc.integer({ min: 1, max: 4 }),
    maxChecks: fc.integer({ min: 1, max: 5 }),
    cooldownSeconds: fc.constantFrom(0, 45),
  })
  .map(({ asked, fallsBack, autoRetry, isOffice, ...decided }) => {
    const other = asked.channel === 'call' ? 'sms' : 'call';
    const extension = isOffice ? '123' : null;
    const first = verification({ ...asked, fallback: fallsBack ? [other] : [], autoRetry, extension });
    const policy: Policy = { ...defaultPolicy, ...decided };
    return { first, policy };
  });

/** Every second one goes well up to the greeting, so that the rest is not all about calls that never rang. */
const own = { attemptOf: 'own', callOf: 'own', times: 1, pauseSeconds: 0 } as const;
const greeted: Step[] = [
  { ...own, happened: { type: 'claimed' } },
  { ...own, happened: { type: 'placed' } },
  { ...own, happened: { type: 'answered', answeredBy: null } },
];
export const history = fc.record({
  setting,
  steps: fc
    .tuple(fc.boolean(), fc.array(step, { maxLength: 30 }))
    .map(([isGreeted, steps]) => (isGreeted ? [...greeted, ...steps] : steps)),
});

export interface Moment {
  before: Verification;
  event: VerificationEvent;
  now: Date;
  decision: Decision;
  policy: Policy;
  newAttemptId: string;
  /** Whether the event is told of the current attempt and its own call, or is a request. */
  isOwn: boolean;
}

/** Lives a history: what is meant by "own", "earlier" and "last prompt" shows only when it happens. */
export function* live({ setting: { first, policy }, steps }: typeof history extends fc.Arbitrary<infer H> ? H : never) {
  let before: Verification = first;
  let seconds = 0;
  for (const { happened, attemptOf, callOf, times, pauseSeconds } of steps) {
    seconds += pauseSeconds;
    for (let time = 0; time < times; time++) {
      const now = secondsLater(seconds);
      const number = before.attempt.number - (attemptOf === 'earlier' ? 1 : 0);
      const attemptId = attemptOf === 'foreign' ? 'attempt-of-others' : `attempt-${number}`;
      const sid = callOf === 'own' ? (before.attempt.sid ?? `CA${before.attempt.number}`) : `CA-${callOf}`;
      const prompt = before.attempt.promptsSaid - ('sayingsAgo' in happened ? happened.sayingsAgo : 0);
      const event = { ...happened, attemptId, sid, prompt } as VerificationEvent;
      const isRequest = requests.has(event.type);
      if (isRequest) for (const name of ['attemptId', 'sid', 'prompt']) delete (event as Record<string, unknown>)[name];
      if (withoutCall.has(event.type)) delete (event as Record<string, unknown>).sid;
      const newAttemptId = `attempt-${before.attempt.number + 1}`;
      const decision = transition(before, event, now, policy, newAttemptId);
      const { attempt } = before;
      const isOwn =
        (!('attemptId' in event) || event.attemptId === attempt.id) &&
        (!('sid' in event) || attempt.sid === null || event.sid === attempt.sid);
      yield { before, event, now, decision, policy, newAttemptId, isOwn } satisfies Moment;
      before = decision.next;
    }
  }
}

const requests = new Set<string>([
  ...['retry_requested', 'resend_requested', 'code_checked', 'user_blocked', 'cancel_requested', 'life_over'],
]);
const withoutCall = new Set<string>([
  ...['claimed', 'too_late', 'refused', 'not_placed', 'result_unknown', 'call_not_found'],
]);

/** Whether it can be so: calls and messages are told of as such, and only once a worker has asked for them. */
export function isCredible({ before: { attempt }, event: { type } }: Moment): boolean {
  if (type === 'too_late') return attempt.sid === null;
  if (type === 'not_placed' || type === 'refused') return attempt.startedAt !== null && attempt.sid === null;
  if (!aboutCalls.has(type) && !aboutMessages.has(type)) return true;
  return attempt.startedAt !== null && (attempt.channel === 'call' ? aboutCalls : aboutMessages).has(type);
}
const aboutMessages = new Set<string>(['placed', 'message_progress']);
const aboutCalls = new Set<string>([
  ...['placed', 'call_progress', 'answered', 'detected', 'connected', 'key_pressed', 'no_input', 'fraud_answered'],
]);
