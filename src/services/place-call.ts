import type { CallEvent } from '#domain/events.ts';
import type { PlaceCallOutcome } from '#ports/carrier.ts';
import { applyEvent } from './apply-event.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Places the call of an attempt. However often and wherever this runs, the carrier is asked at most once for
 * an attempt that may have rung: only the winner of the claim dials, and what it learned is written down
 * before anybody may try again.
 */
export async function placeCall(deps: Dependencies, attemptId: string): Promise<void> {
  const claim = await deps.store.claim(attemptId, deps.clock.now());
  if (!claim) return;
  const { record, to } = claim;
  deps.notifier.publish(record.id);

  const lifeLeftMs = record.expiresAt.getTime() - deps.clock.now().getTime();
  if (lifeLeftMs < deps.policy.minimumUsefulLifeSeconds * 1000) {
    await applyEvent(deps, { attemptId }, { type: 'too_late', attemptId }, { source: 'worker' });
    return;
  }

  const outcome = await deps.carrier.placeCall({
    to,
    from: deps.from,
    voiceUrl: deps.urls.voice(attemptId),
    fallbackUrl: deps.urls.fallback(attemptId),
    statusUrl: deps.urls.status(attemptId),
    ringTimeoutSeconds: deps.policy.ringTimeoutSeconds,
    talkTimeLimitSeconds: deps.policy.talkTimeLimitSeconds,
  });
  logOutcome(deps, record.id, outcome);
  await applyEvent(deps, { attemptId }, toEvent(attemptId, outcome), { source: 'worker', data: evidence(outcome) });
}

function toEvent(attemptId: string, outcome: PlaceCallOutcome): CallEvent {
  switch (outcome.outcome) {
    case 'placed':
      return { type: 'placed', attemptId, callSid: outcome.callSid };
    case 'rejected':
      return { type: 'refused', attemptId, reason: outcome.reason, carrierCode: outcome.carrierCode };
    case 'throttled':
      return { type: 'not_placed', attemptId, cause: 'throttled', retryAfterMs: outcome.retryAfterMs };
    case 'unavailable':
      return { type: 'not_placed', attemptId, cause: 'unavailable', retryAfterMs: null };
    case 'unknown':
      return { type: 'result_unknown', attemptId };
  }
}

function evidence({ outcome, ...details }: PlaceCallOutcome): Record<string, unknown> {
  return { carrier: outcome, ...details };
}

function logOutcome(deps: Dependencies, verificationId: string, outcome: PlaceCallOutcome): void {
  const fields = { verificationId, ...evidence(outcome) };
  if (outcome.outcome === 'placed') deps.log.info('Call placed', fields);
  else if (outcome.outcome === 'unavailable') deps.log.error('The carrier cannot be used', fields);
  else deps.log.warn('Call not placed', fields);
}
