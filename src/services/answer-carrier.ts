import { type Applied, applyEvent } from './apply-event.ts';
import {
  type Gathered,
  isRight,
  type PickedUp,
  type Progress,
  type Told,
  toldGathered,
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
  const right = isRight(deps.secretDigits, asked, result.pressed);
  return apply(deps, result.attemptId, toldGathered(result, right), data);
}

/** The carrier tells how far a call has come. */
export async function acceptStatus(deps: Dependencies, { data, ...report }: Progress & Evidence): Promise<Answer> {
  return apply(deps, report.attemptId, toldProgress(report), data);
}

function apply(deps: Dependencies, attemptId: string, { event, dedupeKey }: Told, data: Evidence['data']) {
  return applyEvent(deps, { attemptId }, event, { source: 'carrier', data, dedupeKey });
}
