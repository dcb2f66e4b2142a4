import { explainCarrierError } from '#domain/carrier-error-table.ts';
import type { EventType } from '#domain/events.ts';
import type { Channel, Mode } from '#domain/verification.ts';
import type { EventRecord } from '#ports/console-search.ts';
import { readDedupeKey } from '../carrier-events.ts';
import { answerer, describeCallStatus, describeMessageStatus, textOf } from './describe-progress.ts';
import { inSeconds } from './in-seconds.ts';
import type { Surroundings, Told } from './told.ts';

/** What happened: one step, or some where one event tells of several things. */
export function describeEvent(event: EventRecord, around: Surroundings): Told[] {
  const describe = (descriptions as Record<string, Describe | undefined>)[event.type];
  const [told, ...more] = (describe ?? other)(event, around);
  if (!told) return [];
  return [{ ...told, text: told.text + remark(event) }, ...more, ...carrierError(event), ...follower(event)];
}

type Describe = (event: EventRecord, around: Surroundings) => Told[];
const one = (kind: Told['kind'], text: string): Told[] => [{ kind, text }];
const other: Describe = ({ type }) => one('other', `Recorded: ${type.replaceAll('_', ' ')}`);

const nouns: Record<Channel, string> = { call: 'call', sms: 'text message' };
const nounOf = ({ attempt }: Surroundings) => nouns[attempt?.channel ?? 'call'];
const queued = (around: Surroundings) => ({ kind: 'queued' as const, text: `A ${nounOf(around)} waits in the queue` });

const descriptions: Record<EventType | 'created', Describe> = {
  created: (_event, around) => [
    { kind: 'asked', text: `Asked for by the login system, for ${around.toMasked}` },
    queued(around),
  ],
  retry_requested: (_event, around) => [{ kind: 'asked', text: 'Another attempt was asked for' }, queued(around)],
  resend_requested: (_event, around) => [{ kind: 'asked', text: 'The code was asked for again' }, queued(around)],
  claimed: (event, around) => {
    const waited = `after ${inSeconds(waitedMs(event, around))} in the queue`;
    return around.attempt?.channel === 'sms' ? one('sent', `Sent ${waited}`) : one('dialed', `Dialed ${waited}`);
  },
  too_late: (_event, around) => one('expired', `No time was left for a ${nounOf(around)}`),
  placed: (_event, around) => one('placed', `The carrier took the ${nounOf(around)}`),
  refused: (_event, around) => one('ended', `The carrier refused the ${nounOf(around)}`),
  not_placed: ({ data, status }) => {
    const cause = data.carrier === 'throttled' ? 'The carrier had too much to do' : 'The carrier could not be used';
    return one('error', status === 'pending' ? `${cause}: tried again soon` : `${cause}, for as long as was tried`);
  },
  result_unknown: () => one('unknown', 'The carrier did not answer: the phone may have been reached, or not'),
  call_not_found: (_event, around) => one('unknown', `The carrier was asked, and knows of no such ${nounOf(around)}`),
  call_progress: describeCallStatus,
  message_progress: describeMessageStatus,
  answered: ({ data, said, dedupeKey }) => {
    const who = said === 'transfer' ? 'Answered by the office' : `Answered by ${answerer(textOf(data.AnsweredBy))}`;
    const fallback = readDedupeKey(dedupeKey ?? '')?.kind === 'fallback';
    return one(kindOfAnswerer(data), fallback ? `${who}; the first address of ours failed the carrier` : who);
  },
  detected: ({ data }) => one(kindOfAnswerer(data), `Detection found ${answerer(textOf(data.AnsweredBy))}`),
  connected: () => one('answered', 'Put through by the office'),
  key_pressed: (event, { attempt }) => {
    const told = readDedupeKey(event.dedupeKey ?? '');
    const key = told?.kind === 'gather' && told.key !== 'none' ? told.key : 'wrong';
    return one('key', keys[key](attempt?.mode ?? 'pound'));
  },
  no_input: () => one('key', 'Nothing was pressed'),
  fraud_answered: ({ dedupeKey }) => {
    const told = readDedupeKey(dedupeKey ?? '');
    const confirmed = told?.kind === 'fraud' && told.confirmed;
    return one('fraud', confirmed ? 'Pressed 1: reported fraud' : 'Did not confirm a report of fraud');
  },
  code_checked: ({ status }) =>
    one('code', status === 'verified' ? 'The right code was typed' : 'A wrong code was typed'),
  user_blocked: () => one('blocked', 'The user, or the number, was blocked'),
  cancel_requested: () => one('canceled', 'Canceled on request'),
  life_over: ({ at }, { createdAt }) =>
    one('expired', `The time to verify was over after ${inSeconds(at.getTime() - createdAt.getTime())}`),
};

/** Which kind of key it was: what was keyed in is kept nowhere. */
const keys: Record<'right' | 'wrong' | 'zero', (mode: Mode) => string> = {
  right: (mode) =>
    ({
      pound: 'Pressed #',
      match: 'Keyed in the right digits',
      pin: 'Keyed in the right PIN',
      code: 'Pressed a key',
    })[mode],
  wrong: (mode) =>
    ({
      pound: 'Pressed something other than #',
      match: 'Keyed in other digits than those on the screen',
      pin: 'Keyed in something other than the PIN',
      code: 'Pressed a key, to hear the code again',
    })[mode],
  zero: () => 'Pressed 0: did not ask for this',
};

function kindOfAnswerer({ AnsweredBy }: Record<string, unknown>): 'answered' | 'machine' {
  return /^(machine|fax)/.test(textOf(AnsweredBy)) ? 'machine' : 'answered';
}

/** Since it was put into the queue, or back into it. */
function waitedMs({ at }: EventRecord, { attempt, earlier }: Surroundings): number {
  const back = earlier.findLast(({ type }) => type === 'not_placed')?.at;
  return at.getTime() - (back ?? attempt?.queuedAt ?? at).getTime();
}

/** Who else than the carrier's own callback told it, and that it changed nothing. */
function remark({ source, verdict, because, type }: EventRecord): string {
  const asked = source === 'sweep' && type.endsWith('_progress') ? ', as the carrier said when it was asked' : '';
  const isNews = verdict !== 'ignored' || source === 'worker';
  return isNews ? asked : `${asked}. Changed nothing: ${because}`;
}

/** The carrier's error in plain words, with what to do about it. */
function carrierError({ data }: EventRecord): Told[] {
  const code = Number(data.carrierCode ?? data.ErrorCode ?? 0);
  if (!Number.isSafeInteger(code) || code <= 0) return [];
  return one('error', `Carrier error ${code}: ${explainCarrierError(code).advice}`);
}

/** An attempt that the next one follows by itself. */
function follower({ at, data }: EventRecord): Told[] {
  const next = data.next as { channel: Channel; at: string } | undefined;
  if (!next) return [];
  const ms = new Date(next.at).getTime() - at.getTime();
  return one('queued', `A ${nouns[next.channel]} follows by itself${ms > 0 ? ` in ${inSeconds(ms)}` : ''}`);
}
