import type { VerificationRecord } from '#ports/store.ts';
import { type Applied, applyEvent } from './apply-event.ts';
import {
  type Finding,
  type Gathered,
  keyOf,
  type MessageProgress,
  type PickedUp,
  type Progress,
  type Told,
  toldConnected,
  toldDetected,
  toldFraudAnswer,
  toldGathered,
  toldMessage,
  toldPickedUp,
  toldProgress,
} from './carrier-events.ts';
import type { Dependencies } from './dependencies.ts';

/** What a call says next, and to whom; null for an attempt that we do not know. */
export type Answer = Pick<Applied, 'say' | 'record' | 'prompt'> | null;

/** What may be kept of the webhook. */
interface Evidence {
  data: Record<string, unknown>;
}

/** The carrier asks what to say to whoever picked up. */
export async function answerVoice(deps: Dependencies, { data, ...call }: PickedUp & Evidence): Promise<Answer> {
  return apply(deps, call.attemptId, toldPickedUp(call), data);
}

/** The carrier tells what was pressed, or that nothing was. */
export async function answerGather(deps: Dependencies, { data, ...result }: Gathered & Evidence): Promise<Answer> {
  const asked = await deps.store.readByAttempt(result.attemptId);
  if (!asked) return null;
  const key = keyOf(result.pressed, asked.attempt.mode, await rightDigits(deps, asked));
  return apply(deps, result.attemptId, toldGathered(result, key), data);
}

/** The carrier tells what was pressed when the call asked whether to report fraud. */
export async function answerFraud(deps: Dependencies, { data, ...result }: Gathered & Evidence): Promise<Answer> {
  return apply(deps, result.attemptId, toldFraudAnswer(result), data);
}

/** An office has put the call through. */
export async function answerConnected(
  deps: Dependencies,
  { data, ...call }: Omit<PickedUp, 'fallback'> & Evidence,
): Promise<Answer> {
  return apply(deps, call.attemptId, toldConnected(call), data);
}

/** The carrier tells how far a call has come. */
export async function acceptStatus(deps: Dependencies, { data, ...report }: Progress & Evidence): Promise<Answer> {
  return apply(deps, report.attemptId, toldProgress(report), data);
}

/** The carrier tells whether a machine picked up. */
export async function acceptDetection(deps: Dependencies, { data, ...finding }: Finding & Evidence): Promise<Answer> {
  return apply(deps, finding.attemptId, toldDetected(finding), data);
}

/** The carrier tells how far a message has come. */
export async function acceptMessageStatus(
  deps: Dependencies,
  { data, ...report }: MessageProgress & Evidence,
): Promise<Answer> {
  return apply(deps, report.attemptId, toldMessage(report), data);
}

function apply(deps: Dependencies, attemptId: string, { event, dedupeKey }: Told, data: Evidence['data']) {
  return applyEvent(deps, { attemptId }, event, { source: 'carrier', data, dedupeKey });
}

/** Which digits this attempt asks for. The mode of an attempt never changes, so that a remembered record will do. */
async function rightDigits(deps: Dependencies, record: VerificationRecord): Promise<(digits: string) => boolean> {
  const { id, applicationId, userId, attempt } = record;
  if (attempt.mode === 'match') return (digits) => deps.secretDigits.isMatch(id, digits);
  if (attempt.mode !== 'pin' || userId === null) return () => false;
  const stored = await deps.users.pinHashOf(applicationId, userId);
  return (digits) => stored !== null && deps.pinHash.matches(stored, applicationId, userId, digits);
}
