import { v7 as uuidv7 } from 'uuid';
import type { RequestEvent } from '#domain/events.ts';
import { ApiError } from '#errors';
import type { VerificationRecord } from '#ports/store.ts';
import { applyEvent } from './apply-event.ts';
import type { Dependencies } from './dependencies.ts';

/** The one answer for an id that is unknown and for an id of another application. */
export function noSuchVerification(): ApiError {
  return new ApiError('not_found', 'There is no verification with this id.');
}

/**
 * Makes another attempt.
 * @throws ApiError `not_found`; `state_conflict` unless the status is `retry`.
 */
export async function retryVerification(deps: Dependencies, applicationId: string, id: string) {
  const newAttemptId = uuidv7();
  return request(deps, applicationId, id, { type: 'retry_requested', newAttemptId }, (record) =>
    record.attempt.id === newAttemptId
      ? null
      : `A retry is possible only while the status is retry; this verification is ${record.status}.`,
  );
}

/**
 * Ends a verification that is not wanted any more, and its call. Canceling twice is no mistake.
 * @throws ApiError `not_found`; `state_conflict` when it has ended otherwise.
 */
export async function cancelVerification(deps: Dependencies, applicationId: string, id: string) {
  return request(deps, applicationId, id, { type: 'cancel_requested' }, (record) =>
    record.status === 'canceled' ? null : `This verification is ${record.status} and can no longer be canceled.`,
  );
}

async function request(
  deps: Dependencies,
  applicationId: string,
  id: string,
  event: RequestEvent,
  objection: (record: VerificationRecord) => string | null,
): Promise<VerificationRecord> {
  const applied = await applyEvent(deps, { applicationId, id }, event, { source: 'api' });
  if (!applied) throw noSuchVerification();
  const problem = objection(applied.record);
  if (problem) throw new ApiError('state_conflict', problem);
  return applied.record;
}
