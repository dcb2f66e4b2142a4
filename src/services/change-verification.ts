import type { RequestEvent } from '#domain/events.ts';
import { channelsOf } from '#domain/retry-plan.ts';
import { type Channel, hasAttemptsLeft } from '#domain/verification.ts';
import { ApiError } from '#errors';
import type { VerificationRecord } from '#ports/store.ts';
import { type Applied, applyEvent } from './apply-event.ts';
import type { Dependencies } from './dependencies.ts';
import { policyOf } from './policy-of.ts';
import { noSuchVerification, tooSoon, unacceptable } from './refusals.ts';
import { readVerification } from './watch-verification.ts';

const conflict = (sentence: string) => new ApiError('state_conflict', sentence);

/**
 * Makes another attempt, by the channel before or one that the verification may use.
 * @throws ApiError `not_found`; `state_conflict` unless the status is `retry` and an attempt is left;
 * `too_many_requests` while the number is left alone; `not_acceptable_value` for another channel.
 */
export async function retryVerification(
  deps: Dependencies,
  applicationId: string,
  id: string,
  channel: Channel | null,
) {
  const record = await readVerification(deps, applicationId, id);
  if (record.status !== 'retry') {
    throw conflict(`A retry is possible only while the status is retry; this verification is ${record.status}.`);
  }
  await requireAnotherAttempt(deps, record, channel);
  const { verdict, record: now } = await ask(deps, record, { type: 'retry_requested', channel });
  if (verdict !== 'refused') return now;
  throw conflict(`A retry is possible only while the status is retry; this verification is ${now.status}.`);
}

/**
 * Gives a code once more, while it is waited for.
 * @throws ApiError as `retryVerification`; `state_conflict` where there is no code or it is not waited for
 */
export async function resendCode(deps: Dependencies, applicationId: string, id: string, channel: Channel | null) {
  const record = await readVerification(deps, applicationId, id);
  if (record.attempt.mode !== 'code') throw conflict('There is no code to send: this is confirmed in the call.');
  if (record.status === 'retry') return retryVerification(deps, applicationId, id, channel);
  if (record.status !== 'pending') throw conflict(`This verification is ${record.status}: no code is needed any more.`);
  await requireAnotherAttempt(deps, record, channel);
  const { verdict, record: now } = await ask(deps, record, { type: 'resend_requested', channel });
  if (verdict !== 'refused') return now;
  throw conflict('The code is on its way: it can be sent again when that is done.');
}

/**
 * Ends a verification that is not wanted any more, and its call. Canceling twice is no mistake.
 * @throws ApiError `not_found`; `state_conflict` when it has ended otherwise.
 */
export async function cancelVerification(deps: Dependencies, applicationId: string, id: string) {
  const { record: now } = await ask(deps, { applicationId, id }, { type: 'cancel_requested' });
  if (now.status === 'canceled') return now;
  throw conflict(`This verification is ${now.status} and can no longer be canceled.`);
}

/** What another attempt needs beside the status. */
async function requireAnotherAttempt(deps: Dependencies, record: VerificationRecord, channel: Channel | null) {
  const policy = policyOf(deps, record);
  const channels = channelsOf(record);
  if (channel !== null && !channels.includes(channel)) {
    throw unacceptable('channel', `can only be ${channels.join(' or ')}: name others in fallback when you create it`);
  }
  if (!hasAttemptsLeft(record, policy.maxAttempts)) {
    throw conflict(`All ${policy.maxAttempts} attempts are used: start another verification.`);
  }
  const now = deps.clock.now();
  const resendAt = record.attempt.queuedAt.getTime() + policy.resendCooldownSeconds * 1000;
  if (sendsCodeAgain(record, channel) && now.getTime() < resendAt) throw tooSoon(new Date(resendAt), now);
  if (policy.cooldownSeconds === 0) return;
  const until = await deps.store.claimNumber(record.applicationId, { id: record.id }, now, policy.cooldownSeconds);
  if (until) throw tooSoon(until, now);
}

/** A code that was given is not given again at once: each costs a message, and patience. One that failed is. */
function sendsCodeAgain({ attempt }: VerificationRecord, channel: Channel | null): boolean {
  const failed = attempt.status === 'failed' || attempt.status === 'undelivered';
  return (
    attempt.mode === 'code' && attempt.channel === (channel ?? attempt.channel) && attempt.channel === 'sms' && !failed
  );
}

async function ask(
  deps: Dependencies,
  { applicationId, id }: Pick<VerificationRecord, 'applicationId' | 'id'>,
  event: RequestEvent,
): Promise<Applied> {
  const applied = await applyEvent(deps, { applicationId, id }, event, { source: 'api' });
  if (!applied) throw noSuchVerification();
  return applied;
}
