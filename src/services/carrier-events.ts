import type { CallEvent } from '#domain/events.ts';
import type { AnsweredBy, CallStatus, Verification } from '#domain/verification.ts';
import type { Pressed } from '#ports/carrier-webhooks.ts';
import type { SecretDigits } from './secret-digits.ts';

/** What a webhook means, and the name by which its duplicate is known. Pure: the service and a replay read alike. */
export interface Told {
  event: CallEvent;
  dedupeKey: string;
}

interface OfCall {
  attemptId: string;
  callSid: string;
}

export interface PickedUp extends OfCall {
  answeredBy: AnsweredBy | null;
  /** The carrier came to the fallback address because the first one failed. */
  fallback: boolean;
}

export function toldPickedUp({ attemptId, callSid, answeredBy, fallback }: PickedUp): Told {
  const event = { type: 'answered', attemptId, callSid, answeredBy } as const;
  return { event, dedupeKey: `${fallback ? 'fallback' : 'voice'}:${callSid}` };
}

export interface Gathered extends OfCall {
  /** Which saying of the prompt is answered, from 1. */
  prompt: number;
  pressed: Pressed;
  answeredBy: AnsweredBy | null;
}

/** @param right whether what was pressed is what the mode asks for: see `isRight` */
export function toldGathered({ attemptId, callSid, prompt, pressed, answeredBy }: Gathered, right: boolean): Told {
  const key = right ? 'right' : 'wrong';
  const event =
    pressed.kind === 'none'
      ? ({ type: 'no_input', attemptId, callSid, prompt } as const)
      : ({ type: 'key_pressed', attemptId, callSid, key, prompt, answeredBy } as const);
  return { event, dedupeKey: `gather:${callSid}:${prompt}:${pressed.kind === 'none' ? 'none' : key}` };
}

export interface Progress extends OfCall {
  callStatus: CallStatus;
  answeredBy: AnsweredBy | null;
  sipResponseCode: number | null;
  /** Counts the callbacks of the call; null where the carrier does not. */
  sequenceNumber: number | null;
}

/** Status, sequence number and kind name the callback; the call SID alone would drop real ones. */
export function toldProgress({ sequenceNumber, ...progress }: Progress): Told {
  const dedupeKey = `status:${progress.callSid}:${progress.callStatus}:${sequenceNumber ?? ''}`;
  return { event: { type: 'call_progress', ...progress }, dedupeKey };
}

/** Whether what was pressed is what the mode asks for. The mode never changes, so that a remembered record will do. */
export function isRight(
  secretDigits: SecretDigits,
  { id, mode }: Pick<Verification, 'id' | 'mode'>,
  pressed: Pressed,
): boolean {
  switch (mode) {
    case 'pound':
      return pressed.kind === 'pound';
    case 'match':
      return pressed.kind === 'digits' && secretDigits.isMatch(id, pressed.digits);
    default:
      return false;
  }
}

/** What the name of a stored webhook tells that its evidence does not. */
export type ToldBefore =
  | { kind: 'voice' | 'fallback' | 'status'; callSid: string }
  | { kind: 'gather'; callSid: string; prompt: number; key: 'right' | 'wrong' | 'none' };

/** Reads the names made above; null for any other. */
export function readDedupeKey(dedupeKey: string): ToldBefore | null {
  const [kind, callSid = '', prompt, key] = dedupeKey.split(':');
  if (kind === 'voice' || kind === 'fallback' || kind === 'status') return { kind, callSid };
  if (kind !== 'gather' || !/^[1-9]\d*$/.test(prompt ?? '')) return null;
  return key === 'right' || key === 'wrong' || key === 'none' ? { kind, callSid, prompt: Number(prompt), key } : null;
}
