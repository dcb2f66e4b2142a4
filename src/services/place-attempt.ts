import type { CallEvent } from '#domain/events.ts';
import type { PlaceOutcome } from '#ports/carrier.ts';
import type { Claim } from '#ports/store.ts';
import { applyEvent } from './apply-event.ts';
import type { Dependencies } from './dependencies.ts';
import { policyOf } from './policy-of.ts';

/**
 * Places the call, or sends the message, of an attempt, at most once however often this runs: only the winner of the
 * claim asks the carrier, and what it learned is written down before anybody may try again.
 */
export async function placeAttempt(deps: Dependencies, attemptId: string): Promise<void> {
  const claim = await deps.store.claim(attemptId, deps.clock.now());
  if (!claim) return;
  const { record } = claim;
  deps.notifier.publish(record.id);

  const lifeLeftMs = record.expiresAt.getTime() - deps.clock.now().getTime();
  if (lifeLeftMs < deps.policy.minimumUsefulLifeSeconds * 1000) {
    await applyEvent(deps, { attemptId }, { type: 'too_late', attemptId }, { source: 'worker' });
    return;
  }
  const outcome = record.attempt.channel === 'call' ? await call(deps, claim) : await text(deps, claim, lifeLeftMs);
  logOutcome(deps, record.id, outcome);
  await applyEvent(deps, { attemptId }, toEvent(attemptId, outcome), {
    source: 'worker',
    data: evidence(claim, outcome),
  });
}

function call(deps: Dependencies, { record, to }: Claim): Promise<PlaceOutcome> {
  const { attempt, extension } = record;
  const { ringTimeoutSeconds, talkTimeLimitSeconds, machineDetection } = policyOf(deps, record);
  return deps.carrier.placeCall({
    ...{ to, from: deps.from, ringTimeoutSeconds, talkTimeLimitSeconds },
    voiceUrl: deps.urls.voice(attempt.id),
    fallbackUrl: deps.urls.fallback(attempt.id),
    statusUrl: deps.urls.status(attempt.id),
    sendDigits: extension === null ? null : tones(extension),
    machineDetection: {
      off: null,
      sync: { asynchronous: false as const },
      async: { asynchronous: true as const, resultUrl: deps.urls.detection(attempt.id) },
    }[machineDetection],
  });
}

/** A second for the exchange to pick up, and one for each comma: `w` is half a second. */
function tones(extension: string): string {
  return `ww${extension.replaceAll(',', 'ww')}`;
}

function text(deps: Dependencies, { record, to }: Claim, lifeLeftMs: number): Promise<PlaceOutcome> {
  const { attempt, locale, brand, context, settings } = record;
  const code = deps.secretDigits.code(attempt.codeId);
  const domain = settings.codeDomain ?? deps.codeDomain;
  return deps.carrier.sendMessage({
    ...{ to, from: deps.from },
    body: deps.textMessage({ locale, brand, code, context, domain }),
    statusUrl: deps.urls.message(attempt.id),
    validitySeconds: Math.floor(lifeLeftMs / 1000),
  });
}

function toEvent(attemptId: string, outcome: PlaceOutcome): CallEvent {
  switch (outcome.outcome) {
    case 'placed':
      return { type: 'placed', attemptId, sid: outcome.sid };
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

/** What the timeline keeps: the carrier's ids under the carrier's names. */
function evidence({ record }: Claim, told: PlaceOutcome): Record<string, unknown> {
  if (told.outcome === 'placed') {
    return { carrier: 'placed', [record.attempt.channel === 'call' ? 'callSid' : 'messageSid']: told.sid };
  }
  const { outcome, ...details } = told;
  return { carrier: outcome, ...details };
}

function logOutcome(deps: Dependencies, verificationId: string, { outcome, ...details }: PlaceOutcome): void {
  const fields = { verificationId, carrier: outcome, ...details };
  if (outcome === 'placed') deps.log.info('Placed', fields);
  else if (outcome === 'unavailable') deps.log.error('The carrier cannot be used', fields);
  else deps.log.warn('Not placed', fields);
}
