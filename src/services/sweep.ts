import { hasEnded } from '#domain/call-progress.ts';
import { type CarrierCall, CarrierUnavailable } from '#ports/carrier.ts';
import type { SilentCall } from '#ports/store.ts';
import { applyEvent } from './apply-event.ts';
import type { Dependencies } from './dependencies.ts';

/** Rows looked at by one sweep: bounded, so that one never takes long; the next comes soon. */
const BATCH = 200;
/** A job that was taken is claimed within moments; an attempt still unclaimed after this is asked for again. */
const UNCLAIMED_AFTER_MS = 3_000;
/** A call is looked up when it may have been over for this long. */
const SILENCE_SLACK_MS = 20_000;
/** The carrier lists a call that it took within this; after it, no trace means no call. */
const TRACE_WITHIN_MS = 60_000;
/** So many look-ups that fail in a row say that the carrier is away, and each may take as long as its time-out. */
const AWAY_AFTER_FAILURES = 3;
const IDEMPOTENCY_MS = 24 * 3_600_000;

const secondsAgo = (now: Date, ms: number) => new Date(now.getTime() - ms);

/** Finds what nobody told: every step may run in any number of workers at once, and losing one loses nothing. */
export const sweeps = {
  requeueUnclaimed,
  giveUpHopeless,
  expire,
  settleSilentCalls,
  forgetIdempotencyKeys,
} satisfies Record<string, (deps: Dependencies) => Promise<void>>;

/** Asks the queue again for attempts that no worker has claimed: a lost job, or a lost queue, costs seconds. */
async function requeueUnclaimed(deps: Dependencies): Promise<void> {
  const now = deps.clock.now();
  const waiting = await deps.sweeps.unclaimedAttempts(secondsAgo(now, UNCLAIMED_AFTER_MS), now, BATCH);
  for (const { attemptId, version } of waiting) await deps.queue.addPlaceCall(attemptId, version);
}

/** At the account's rate, some attempts would have their turn too late: they end now instead of waiting for it. */
async function giveUpHopeless(deps: Dependencies): Promise<void> {
  if (deps.callsPerSecond === null) return;
  const { minimumUsefulLifeSeconds } = deps.policy;
  const now = deps.clock.now();
  const hopeless = await deps.sweeps.hopelessAttempts(now, deps.callsPerSecond, minimumUsefulLifeSeconds, BATCH);
  for (const { attemptId } of hopeless) {
    await applyEvent(deps, { attemptId }, { type: 'too_late', attemptId }, { source: 'sweep' });
  }
}

async function expire(deps: Dependencies): Promise<void> {
  for (const { attemptId } of await deps.sweeps.expiredVerifications(deps.clock.now(), BATCH)) {
    await applyEvent(deps, { attemptId }, { type: 'life_over' }, { source: 'sweep' });
  }
}

/** Callbacks may never come: a call that should have ended is looked up and settled from what the carrier says. */
async function settleSilentCalls(deps: Dependencies): Promise<void> {
  const now = deps.clock.now();
  const quietMs = deps.policy.ringTimeoutSeconds * 1000 + SILENCE_SLACK_MS;
  let failures = 0;
  for (const call of await deps.sweeps.silentCalls(secondsAgo(now, quietMs), now, BATCH)) {
    try {
      const found = call.callSid ? await deps.carrier.fetchCall(call.callSid) : await findCall(deps, call);
      await settle(deps, call, found, now);
      failures = 0;
    } catch (error) {
      // One call that the carrier does not tell about keeps no other from its end. All come again in a while.
      failures += 1;
      if (!(error instanceof CarrierUnavailable) || failures === AWAY_AFTER_FAILURES) throw error;
      deps.log.warn('A call could not be looked up', { attemptId: call.attemptId, error: error.message });
    }
  }
}

/** A call whose SID never reached us is known by its number and time, and by belonging to no other attempt. */
async function findCall(deps: Dependencies, call: SilentCall): Promise<CarrierCall | null> {
  const since = secondsAgo(call.startedAt, 1_000);
  const listed = await deps.carrier.findCalls({ to: call.to, from: deps.from, since });
  const taken = await deps.sweeps.knownCallSids(listed.map(({ callSid }) => callSid));
  // Newest first: the last one left is the first call after the claim.
  return listed.filter(({ callSid }) => !taken.has(callSid)).at(-1) ?? null;
}

async function settle(deps: Dependencies, call: SilentCall, found: CarrierCall | null, now: Date): Promise<void> {
  const { attemptId } = call;
  const ageMs = now.getTime() - call.startedAt.getTime();
  if (!found) {
    if (ageMs < TRACE_WITHIN_MS) return;
    deps.log.warn('The carrier knows nothing of a call', { attemptId });
    await applyEvent(deps, { attemptId }, { type: 'call_not_found', attemptId }, { source: 'sweep' });
    return;
  }
  const { callSid, status: callStatus, answeredBy } = found;
  const event = { type: 'call_progress', attemptId, callSid, callStatus, answeredBy, sipResponseCode: null } as const;
  await applyEvent(deps, { attemptId }, event, { source: 'sweep', data: { callStatus } });
  const { ringTimeoutSeconds, talkTimeLimitSeconds } = deps.policy;
  const longestMs = (ringTimeoutSeconds + talkTimeLimitSeconds) * 1000 + SILENCE_SLACK_MS;
  if (!hasEnded(callStatus) && ageMs > longestMs) await deps.carrier.endCall(callSid);
}

async function forgetIdempotencyKeys(deps: Dependencies): Promise<void> {
  await deps.sweeps.forgetIdempotencyKeys(secondsAgo(deps.clock.now(), IDEMPOTENCY_MS), BATCH);
}
