import { CarrierUnavailable } from '#ports/carrier.ts';
import { applyEvent } from './apply-event.ts';
import { deliverEvents } from './deliver-events.ts';
import type { Dependencies } from './dependencies.ts';
import { endBlocked } from './end-blocked.ts';
import { settle } from './settle-attempt.ts';

/** Rows looked at by one sweep: bounded, so that one never takes long; the next comes soon. */
const BATCH = 200;
/** A job that was taken is claimed within moments; an attempt still unclaimed after this is asked for again. */
const UNCLAIMED_AFTER_MS = 3_000;
/** A call is looked up when it may have been over for this long. */
const SILENCE_SLACK_MS = 20_000;
/** So many look-ups that fail in a row say that the carrier is away, and each may take as long as its time-out. */
const AWAY_AFTER_FAILURES = 3;
const IDEMPOTENCY_MS = 24 * 3_600_000;
const FLOW_KEPT_MS = 24 * 3_600_000;
const STAFF_SESSION_KEPT_MS = 24 * 3_600_000;

/** The carrier knows the price some minutes after the end, or never. */
const PRICE_AFTER_MS = 2 * 60_000;
const PRICE_WITHIN_MS = 60 * 60_000;
/** The carrier is asked for one after the other. */
const PRICED_AT_ONCE = 50;
const PRICE_AGAIN_AFTER_MS = 10 * 60_000;
/** Of those that were never counted, such as after an upgrade. */
const HOURS_AT_ONCE = 6;

const secondsAgo = (now: Date, ms: number) => new Date(now.getTime() - ms);

/** Finds what nobody told: every step may run in any number of workers at once, and losing one loses nothing. */
export const sweeps = {
  requeueUnclaimed,
  giveUpHopeless,
  expire,
  settleSilentAttempts,
  endBlocked: (deps) => endBlocked(deps),
  deliverEvents,
  forgetIdempotencyKeys,
  forgetFlows,
  forgetDevices,
  forgetStaffSessions,
  countHours,
  learnPrices,
} satisfies Record<string, (deps: Dependencies) => Promise<void>>;

/** Asks the queue again for attempts that no worker has claimed: a lost job, or a lost queue, costs seconds. */
async function requeueUnclaimed(deps: Dependencies): Promise<void> {
  const now = deps.clock.now();
  const waiting = await deps.sweeps.unclaimedAttempts(secondsAgo(now, UNCLAIMED_AFTER_MS), now, BATCH);
  for (const { attemptId, version } of waiting) await deps.queue.addPlaceAttempt(attemptId, version);
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

/** Callbacks may never come: what should have ended is looked up and settled from what the carrier says. */
async function settleSilentAttempts(deps: Dependencies): Promise<void> {
  const now = deps.clock.now();
  const quietMs = deps.policy.ringTimeoutSeconds * 1000 + SILENCE_SLACK_MS;
  let failures = 0;
  for (const silent of await deps.sweeps.silentAttempts(secondsAgo(now, quietMs), now, BATCH)) {
    try {
      await settle(deps, silent, now);
      failures = 0;
    } catch (error) {
      // One that the carrier does not tell about keeps no other from its end. All come again in a while.
      failures += 1;
      if (!(error instanceof CarrierUnavailable) || failures === AWAY_AFTER_FAILURES) throw error;
      deps.log.warn('An attempt could not be looked up', { attemptId: silent.attemptId, error: error.message });
    }
  }
}

async function forgetIdempotencyKeys(deps: Dependencies): Promise<void> {
  await deps.sweeps.forgetIdempotencyKeys(secondsAgo(deps.clock.now(), IDEMPOTENCY_MS), BATCH);
}

/** Visits are kept for a while after their end: their pages say so, and login systems ask for them. */
async function forgetFlows(deps: Dependencies): Promise<void> {
  await deps.flows.forget(secondsAgo(deps.clock.now(), FLOW_KEPT_MS), BATCH);
}

async function forgetDevices(deps: Dependencies): Promise<void> {
  await deps.userSecrets.forgetExpiredDevices(deps.clock.now(), BATCH);
}

async function forgetStaffSessions(deps: Dependencies): Promise<void> {
  await deps.staff.forgetSessions(secondsAgo(deps.clock.now(), STAFF_SESSION_KEPT_MS), BATCH);
}

/** For the charts: an hour that is over is read from what was counted, however many verifications it had. */
async function countHours(deps: Dependencies): Promise<void> {
  await deps.outcomes.countHours(deps.clock.now(), HOURS_AT_ONCE);
}

/** What calls and messages cost is for charts alone: a look-up that fails comes again, for an hour. */
async function learnPrices(deps: Dependencies): Promise<void> {
  const now = deps.clock.now();
  const ended = { since: secondsAgo(now, PRICE_WITHIN_MS), until: secondsAgo(now, PRICE_AFTER_MS) };
  const again = secondsAgo(now, PRICE_AGAIN_AFTER_MS);
  for (const { attemptId, channel, sid } of await deps.sweeps.unpricedAttempts(ended, again, now, PRICED_AT_ONCE)) {
    const told = channel === 'call' ? await deps.carrier.fetchCall(sid) : await deps.carrier.fetchMessage(sid);
    if (told?.price) await deps.sweeps.setPrice(attemptId, told.price);
  }
}
