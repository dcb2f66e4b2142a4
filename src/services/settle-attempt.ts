import { hasEnded } from '#domain/attempt-progress.ts';
import type { Reason } from '#domain/verification.ts';
import type { SilentAttempt } from '#ports/store.ts';
import { applyEvent } from './apply-event.ts';
import type { Dependencies } from './dependencies.ts';

/** The carrier lists what it took within this; after it, no trace means that there is nothing. */
const TRACE_WITHIN_MS = 60_000;
/** On top of the longest that a call can ring and talk. */
const SLACK_MS = 20_000;
/** Ends of a verification that nobody was told in the call: it was to be hung up, and that may have failed. */
const hungUpFor: ReadonlySet<Reason | null> = new Set(['canceled', 'expired', 'user_blocked', 'too_many_checks']);

/**
 * Settles an attempt whose end nobody told, from the carrier's own records.
 * @throws CarrierUnavailable
 */
export async function settle(deps: Dependencies, silent: SilentAttempt, now: Date): Promise<void> {
  const { attemptId } = silent;
  const ageMs = now.getTime() - silent.startedAt.getTime();
  const found = silent.channel === 'call' ? await settleCall(deps, silent, ageMs) : await settleMessage(deps, silent);
  if (found || ageMs < TRACE_WITHIN_MS) return;
  deps.log.warn('The carrier knows nothing of an attempt', { attemptId, channel: silent.channel });
  await applyEvent(deps, { attemptId }, { type: 'call_not_found', attemptId }, { source: 'sweep' });
}

/** @returns whether the carrier knows the call */
async function settleCall(deps: Dependencies, silent: SilentAttempt, ageMs: number): Promise<boolean> {
  const { attemptId } = silent;
  const call = silent.sid
    ? await deps.carrier.fetchCall(silent.sid)
    : await unclaimed(deps, await deps.carrier.findCalls(search(deps, silent)));
  if (!call) return false;
  const { sid, status: callStatus, answeredBy, carrierReason } = call;
  const applied = await applyEvent(
    deps,
    { attemptId },
    { type: 'call_progress', attemptId, sid, callStatus, answeredBy, sipResponseCode: null, carrierReason },
    { source: 'sweep', data: { callStatus, callSid: sid, answeredBy, carrierReason } },
  );
  const { ringTimeoutSeconds, talkTimeLimitSeconds } = deps.policy;
  const longestMs = (ringTimeoutSeconds + talkTimeLimitSeconds) * 1000 + SLACK_MS;
  const isUseless = ageMs > longestMs || (applied !== null && hungUpFor.has(applied.record.reason));
  if (!hasEnded(callStatus) && isUseless) await deps.carrier.endCall(sid);
  return true;
}

/** @returns whether the carrier knows the message */
async function settleMessage(deps: Dependencies, silent: SilentAttempt): Promise<boolean> {
  const { attemptId } = silent;
  const message = silent.sid
    ? await deps.carrier.fetchMessage(silent.sid)
    : await unclaimed(deps, await deps.carrier.findMessages(search(deps, silent)));
  if (!message) return false;
  const { sid, status: messageStatus, carrierReason } = message;
  const event = { type: 'message_progress', attemptId, sid, messageStatus, carrierReason } as const;
  await applyEvent(deps, { attemptId }, event, {
    source: 'sweep',
    data: { messageStatus, messageSid: sid, carrierReason },
  });
  return true;
}

/** What has no SID with us is known by its number and time. */
function search(deps: Dependencies, { to, startedAt }: SilentAttempt) {
  return { to, from: deps.from, since: new Date(startedAt.getTime() - 1_000) };
}

/** And by belonging to no other attempt. Newest first: the last one left is the first after the claim. */
async function unclaimed<T extends { sid: string }>(deps: Dependencies, listed: T[]): Promise<T | null> {
  const taken = await deps.sweeps.knownSids(listed.map(({ sid }) => sid));
  return listed.filter(({ sid }) => !taken.has(sid)).at(-1) ?? null;
}
