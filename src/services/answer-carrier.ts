import type { AnsweredBy, CallStatus } from '#domain/verification.ts';
import type { Pressed } from '#ports/carrier-webhooks.ts';
import type { VerificationRecord } from '#ports/store.ts';
import { type Applied, applyEvent } from './apply-event.ts';
import type { Dependencies } from './dependencies.ts';
import type { SecretDigits } from './secret-digits.ts';

/** What a call says next, and to whom; null for an attempt that we do not know. */
export type Answer = Pick<Applied, 'say' | 'record' | 'prompt'> | null;

export interface VoiceRequest {
  attemptId: string;
  callSid: string;
  answeredBy: AnsweredBy | null;
  /** The carrier came to the fallback address because the first one failed. */
  fallback: boolean;
  data: Record<string, unknown>;
}

/** The carrier asks what to say to whoever picked up. */
export async function answerVoice(deps: Dependencies, request: VoiceRequest): Promise<Answer> {
  const { attemptId, callSid, answeredBy, data } = request;
  const kind = request.fallback ? 'fallback' : 'voice';
  return applyEvent(
    deps,
    { attemptId },
    { type: 'answered', attemptId, callSid, answeredBy },
    { source: 'carrier', data, dedupeKey: `${kind}:${callSid}` },
  );
}

export interface GatherRequest {
  attemptId: string;
  callSid: string;
  /** Which saying of the prompt is answered, from 1. */
  prompt: number;
  pressed: Pressed;
  answeredBy: AnsweredBy | null;
  data: Record<string, unknown>;
}

/** The carrier tells what was pressed, or that nothing was. */
export async function answerGather(deps: Dependencies, request: GatherRequest): Promise<Answer> {
  const { attemptId, callSid, prompt, pressed, answeredBy, data } = request;
  const asked = await deps.store.readByAttempt(attemptId);
  if (!asked) return null;
  const key = isRight(deps.secretDigits, asked, pressed) ? 'right' : 'wrong';
  const event =
    pressed.kind === 'none'
      ? ({ type: 'no_input', attemptId, callSid, prompt } as const)
      : ({ type: 'key_pressed', attemptId, callSid, key, prompt, answeredBy } as const);
  const dedupeKey = `gather:${callSid}:${prompt}:${pressed.kind === 'none' ? 'none' : key}`;
  return applyEvent(deps, { attemptId }, event, { source: 'carrier', data, dedupeKey });
}

/** Whether what was pressed is what the mode asks for. The mode never changes, so that a remembered record will do. */
function isRight(secretDigits: SecretDigits, { id, mode }: VerificationRecord, pressed: Pressed): boolean {
  switch (mode) {
    case 'pound':
      return pressed.kind === 'pound';
    case 'match':
      return pressed.kind === 'digits' && secretDigits.isMatch(id, pressed.digits);
    default:
      return false;
  }
}

export interface StatusReport {
  attemptId: string;
  callSid: string;
  callStatus: CallStatus;
  answeredBy: AnsweredBy | null;
  sipResponseCode: number | null;
  /** Counts the callbacks of the call; null where the carrier does not. */
  sequenceNumber: number | null;
  data: Record<string, unknown>;
}

/** The carrier tells how far a call has come. Status, sequence number and kind name the callback; the call SID alone would drop real ones. */
export async function acceptStatus(deps: Dependencies, report: StatusReport): Promise<Answer> {
  const { sequenceNumber, data, ...event } = report;
  const dedupeKey = `status:${report.callSid}:${report.callStatus}:${sequenceNumber ?? ''}`;
  return applyEvent(
    deps,
    { attemptId: report.attemptId },
    { type: 'call_progress', ...event },
    { source: 'carrier', data, dedupeKey },
  );
}
