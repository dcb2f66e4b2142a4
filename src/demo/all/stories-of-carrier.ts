import {
  callEnds,
  callIsEndedInConsole,
  carrierIsAsked,
  loginKeepsLooking,
  pressesPoundAndHangsUp,
  textArrives,
} from './deeds.ts';
import { failed, retry, type StoryGroup, verified } from './story.ts';

const text = { channel: 'sms' } as const;

/** What depends on the number and on the carrier. */
export const storiesOfCarrier: readonly StoryGroup[] = [
  {
    title: 'The number',
    stories: [
      { title: 'The network finds nobody at the number', calls: '09', ends: retry('unreachable') },
      { title: 'The phone is switched off, and no text arrives', calls: '30', asks: text, ends: retry('unreachable') },
      { title: 'A landline, which takes no texts', calls: '32', asks: text, ends: retry('message_undelivered') },
      { title: 'It is no telephone number', calls: '+15005550001', ends: failed('invalid_number') },
      { title: 'The account may not call its country', calls: '+15005550003', ends: failed('country_blocked') },
      { title: 'The carrier blocks it', calls: '+15005550004', ends: failed('number_blocked') },
      { title: 'Its owner asked for no texts', calls: '31', asks: text, ends: failed('opted_out') },
    ],
  },
  {
    title: "The carrier's bad days",
    stories: [
      {
        title: 'The call is ended in the carrier console while it rings',
        ...{ calls: '20', deeds: [callIsEndedInConsole], ends: retry('call_failed') },
      },
      {
        title: 'Answers 500 although it calls, and # is pressed',
        ...{ calls: '00', faults: [{ rest: 'fail_after' }], ends: verified },
      },
      {
        title: 'Tells everything twice',
        ...{ calls: '00', faults: [{ callbacks: 'duplicate', times: 'always' }], ends: verified },
      },
      {
        title: 'Tells of the ringing when all is over',
        ...{ calls: '00', faults: [{ callbacks: 'reorder', event: 'ringing', until: 'end' }], ends: verified },
      },
      {
        title: 'Tells the end of the call before the # that ended it',
        ...{ calls: '00', faults: [{ callbacks: 'overtake' }], deeds: [loginKeepsLooking], ends: verified },
      },
      {
        title: 'Loses our answer to the #, and asks again',
        ...{ calls: '00', faults: [{ webhooks: 'lose_answer', kind: 'action' }], ends: verified },
      },
      {
        title: 'Somebody without the auth token claims that # was pressed',
        ...{ calls: '20', faults: [{ webhooks: 'forge', kind: 'action' }] },
        ...{ deeds: [pressesPoundAndHangsUp], ends: retry('hung_up') },
      },
    ],
  },
  {
    title: 'A minute passes',
    passesSeconds: 61,
    stories: [
      {
        title: 'The carrier answers "too many requests" all the time',
        ...{ calls: '00', faults: [{ rest: 'throttle', times: 'always' }], deeds: [carrierIsAsked] },
        ends: retry('carrier_unavailable'),
      },
      {
        title: 'The carrier answered 500, and there is no trace of the call',
        ...{ calls: '00', faults: [{ rest: 'fail_before' }], deeds: [carrierIsAsked] },
        ends: retry('carrier_result_unknown'),
      },
      {
        title: 'The carrier told nothing of a call that was hung up: it is looked up',
        ...{ calls: '13', faults: [{ callbacks: 'drop', times: 'always' }], deeds: [callEnds] },
        ends: retry('hung_up'),
      },
    ],
  },
  {
    title: 'Ten minutes pass',
    passesSeconds: 600,
    stories: [
      {
        title: 'Nobody types the code',
        ...{ calls: '00', asks: text, deeds: [textArrives], ends: { status: 'expired', reason: 'expired' } },
      },
    ],
  },
];
