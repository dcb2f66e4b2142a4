import { hasEnded } from '#domain/attempt-progress.ts';
import { callStatuses, messageStatuses } from '#domain/verification.ts';
import type { EventRecord } from '#ports/console-search.ts';
import { inSeconds } from './in-seconds.ts';
import type { Surroundings, Told } from './told.ts';

/** Evidence that is text; empty where there is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Who answered, from what machine detection said. */
export function answerer(answeredBy: string): string {
  if (answeredBy === 'human') return 'a person';
  if (answeredBy === 'fax') return 'a fax machine';
  if (answeredBy.startsWith('machine')) return 'a machine';
  return answeredBy === '' ? 'somebody' : 'somebody or something: detection could not tell';
}

/** Callbacks have the carrier's name for it, what a sweep found has ours. */
const callStatusOf = ({ data }: EventRecord) =>
  callStatuses.find((each) => each === (data.CallStatus ?? data.callStatus)) ?? null;
const messageStatusOf = ({ data }: EventRecord) =>
  messageStatuses.find((each) => each === (data.MessageStatus ?? data.SmsStatus ?? data.messageStatus)) ?? null;

const isPickUp = (event: EventRecord) =>
  event.type === 'answered' || (event.type === 'call_progress' && callStatusOf(event) === 'in-progress');
function isEnd(event: EventRecord): boolean {
  const status = event.type === 'call_progress' ? callStatusOf(event) : null;
  return status !== null && hasEnded(status);
}

export function describeCallStatus(event: EventRecord, around: Surroundings): Told[] {
  switch (callStatusOf(event)) {
    case 'initiated':
      return [{ kind: 'dialed', text: 'The carrier dials' }];
    case 'ringing':
      return [{ kind: 'ringing', text: rang(event, around) }];
    case 'in-progress':
      return [{ kind: 'answered', text: 'Picked up' }];
    case 'completed':
      return [{ kind: 'ended', text: `${wasHungUp(event) ? 'Hung up' : 'The call ended'}${talked(event, around)}` }];
    case 'busy':
      return [{ kind: 'ended', text: 'The line was busy, or the call was declined' }];
    case 'no-answer':
      return [{ kind: 'ended', text: 'Nobody picked up' }];
    case 'failed':
      return [{ kind: 'ended', text: `The call failed on its way${sip(event)}` }];
    case 'canceled':
      return [{ kind: 'ended', text: 'The call was canceled before anybody picked up' }];
    default:
      return [{ kind: 'other', text: 'The carrier has the call in its queue' }];
  }
}

export function describeMessageStatus(event: EventRecord): Told[] {
  switch (messageStatusOf(event)) {
    case 'sent':
      return [{ kind: 'sent', text: 'The carrier passed the text message on' }];
    case 'delivered':
      return [{ kind: 'arrived', text: 'The text message arrived' }];
    case 'undelivered':
      return [{ kind: 'ended', text: 'The text message did not arrive' }];
    case 'failed':
      return [{ kind: 'ended', text: 'The text message was not sent' }];
    default:
      return [{ kind: 'sent', text: 'The carrier sends the text message' }];
  }
}

/** How long, once that is known. */
function rang({ at, verdict }: EventRecord, { later }: Surroundings): string {
  if (verdict === 'ignored') return 'Rang';
  const end = later.find((event) => event.verdict !== 'ignored' && (isPickUp(event) || isEnd(event)));
  return end ? `Rang for ${inSeconds(end.at.getTime() - at.getTime())}` : 'Rings';
}

/** Somebody left before anything was confirmed. Of the last attempt that is told by the limit alone. */
function wasHungUp({ reason, verdict, data }: EventRecord): boolean {
  return (
    verdict !== 'ignored' && ['hung_up', 'too_many_attempts'].includes(textOf(data.endedBecause) || (reason ?? ''))
  );
}

/** The carrier's own measure, else from pick-up to here. */
function talked({ at, data }: EventRecord, { earlier }: Surroundings): string {
  const told = Number(data.CallDuration ?? 0);
  if (told > 0) return ` after ${inSeconds(told * 1000)}`;
  const pickedUp = earlier.find(isPickUp);
  return pickedUp ? ` after ${inSeconds(at.getTime() - pickedUp.at.getTime())}` : '';
}

function sip({ data }: EventRecord): string {
  const code = textOf(data.SipResponseCode);
  return /^[4-6]\d\d$/.test(code) ? ` (SIP ${code})` : '';
}
