import type { CallEvent, EventOf } from '#domain/events.ts';
import type { AnsweredBy, CallStatus, MessageStatus, Mode, Reason } from '#domain/verification.ts';
import type { Pressed } from '#ports/carrier-webhooks.ts';

/** What a webhook means, and the name by which its duplicate is known. Pure: the service and a replay read alike. */
export interface Told {
  event: CallEvent;
  dedupeKey: string;
}

interface OfCall {
  attemptId: string;
  sid: string;
}
interface Answering extends OfCall {
  answeredBy: AnsweredBy | null;
}

export interface PickedUp extends Answering {
  /** The carrier came to the fallback address because the first one failed. */
  fallback: boolean;
}

export function toldPickedUp({ attemptId, sid, answeredBy, fallback }: PickedUp): Told {
  const event = { type: 'answered', attemptId, sid, answeredBy } as const;
  return { event, dedupeKey: `${fallback ? 'fallback' : 'voice'}:${sid}` };
}

export type Key = EventOf<'key_pressed'>['key'];

export interface Gathered extends Answering {
  /** Which saying of the prompt is answered, from 1. */
  prompt: number;
  pressed: Pressed;
}

/** @param key what the pressed keys are in this mode: see `keyOf` */
export function toldGathered({ attemptId, sid, prompt, pressed, answeredBy }: Gathered, key: Key): Told {
  const event =
    pressed.kind === 'none'
      ? ({ type: 'no_input', attemptId, sid, prompt } as const)
      : ({ type: 'key_pressed', attemptId, sid, key, prompt, answeredBy } as const);
  return { event, dedupeKey: `gather:${sid}:${prompt}:${pressed.kind === 'none' ? 'none' : key}` };
}

/** The answer to the question whether to report fraud: 1 alone says yes. */
export function toldFraudAnswer({ attemptId, sid, prompt, pressed, answeredBy }: Gathered): Told {
  const confirmed = pressed.kind === 'digits' && pressed.digits === '1';
  const event = { type: 'fraud_answered', attemptId, sid, confirmed, prompt, answeredBy } as const;
  return { event, dedupeKey: `fraud:${sid}:${prompt}:${confirmed ? 'yes' : 'no'}` };
}

export function toldConnected({ attemptId, sid, answeredBy }: Answering): Told {
  return { event: { type: 'connected', attemptId, sid, answeredBy }, dedupeKey: `connected:${sid}` };
}

export interface Finding extends OfCall {
  answeredBy: AnsweredBy;
}

export function toldDetected({ attemptId, sid, answeredBy }: Finding): Told {
  return { event: { type: 'detected', attemptId, sid, answeredBy }, dedupeKey: `detection:${sid}:${answeredBy}` };
}

export interface Progress extends Answering {
  callStatus: CallStatus;
  sipResponseCode: number | null;
  carrierReason: Reason | null;
  /** Counts the callbacks of the call; null where the carrier does not. */
  sequenceNumber: number | null;
}

/** Status, sequence number and kind name the callback; the call SID alone would drop real ones. */
export function toldProgress({ sequenceNumber, ...progress }: Progress): Told {
  const dedupeKey = `status:${progress.sid}:${progress.callStatus}:${sequenceNumber ?? ''}`;
  return { event: { type: 'call_progress', ...progress }, dedupeKey };
}

export interface MessageProgress extends OfCall {
  messageStatus: MessageStatus;
  carrierReason: Reason | null;
}

export function toldMessage(progress: MessageProgress): Told {
  return {
    event: { type: 'message_progress', ...progress },
    dedupeKey: `message:${progress.sid}:${progress.messageStatus}`,
  };
}

/**
 * What pressed keys are in a mode. In `code` mode none is right: the code is typed elsewhere.
 * @param isRight whether digits are those that `match` or `pin` ask for
 */
export function keyOf(pressed: Pressed, mode: Mode, isRight: (digits: string) => boolean): Key {
  if (pressed.kind === 'digits' && pressed.digits === '0') return 'zero';
  if (mode === 'pound') return pressed.kind === 'pound' ? 'right' : 'wrong';
  const asksForDigits = mode === 'match' || mode === 'pin';
  return asksForDigits && pressed.kind === 'digits' && isRight(pressed.digits) ? 'right' : 'wrong';
}

/** What the name of a stored webhook tells that its evidence does not. */
export type ToldBefore =
  | { kind: 'voice' | 'fallback' | 'status' | 'connected' | 'detection' | 'message'; sid: string }
  | { kind: 'gather'; sid: string; prompt: number; key: Key | 'none' }
  | { kind: 'fraud'; sid: string; prompt: number; confirmed: boolean };

const plainKinds = ['voice', 'fallback', 'status', 'connected', 'detection', 'message'] as const;
const keys = ['right', 'wrong', 'zero', 'none'] as const;

/** Reads the names made above; null for any other. */
export function readDedupeKey(dedupeKey: string): ToldBefore | null {
  const [kind, sid = '', prompt = '', answer] = dedupeKey.split(':');
  const plain = plainKinds.find((each) => each === kind);
  if (plain) return { kind: plain, sid };
  if (!/^[1-9]\d*$/.test(prompt)) return null;
  if (kind === 'fraud') return { kind, sid, prompt: Number(prompt), confirmed: answer === 'yes' };
  const key = keys.find((each) => each === answer);
  return kind === 'gather' && key ? { kind, sid, prompt: Number(prompt), key } : null;
}
