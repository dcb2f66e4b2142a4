import {
  answersAndPresses,
  answersAndPressesTheScreen,
  loginCancels,
  pressesRetry,
  supportBlocks,
  typesCodeOfCall,
  typesCodeOfText,
  typesWrongCode,
} from './deeds.ts';
import { failed, retry, type StoryGroup, verified } from './story.ts';

const byHand = '20';
const text = { channel: 'sms' } as const;
const match = { mode: 'match' } as const;
const pin = '740193';

/** What depends on the person who is called. */
export const storiesOfPeople: readonly StoryGroup[] = [
  {
    title: 'Verified',
    stories: [
      { title: 'pound: answers, listens and presses #', calls: '00', ends: verified },
      {
        title: 'match: keys in the two digits of the screen, and #',
        ...{ calls: byHand, asks: match, deeds: [answersAndPressesTheScreen], ends: verified },
      },
      {
        title: 'pin: keys in the PIN, and #',
        ...{ calls: byHand, asks: { mode: 'pin', userId: 'has-a-pin' }, pin },
        ...{ deeds: [answersAndPresses(`${pin}#`)], ends: verified },
      },
      {
        title: 'code by call: listens three times, and types it',
        ...{ calls: '18', asks: { mode: 'code' }, deeds: [typesCodeOfCall], ends: verified },
      },
      {
        title: 'code by sms: types what the text says',
        ...{ calls: '00', asks: text, deeds: [typesCodeOfText], ends: verified },
      },
      { title: 'Presses another key first, and # when asked again', calls: '08', ends: verified },
      { title: 'Presses 0 by mistake, says that it was no fraud, and presses #', calls: '16', ends: verified },
      {
        title: 'An office puts the call through to an extension',
        calls: '17',
        asks: { extension: '1234' },
        ends: verified,
      },
      {
        title: 'Nobody picks up, so a text follows by itself',
        ...{ calls: '01', asks: { fallback: ['sms'] }, deeds: [typesCodeOfText], ends: verified },
      },
    ],
  },
  {
    title: 'Not confirmed: the person may press Retry',
    stories: [
      { title: 'It rings, and nobody picks up', calls: '01', ends: retry('no_answer') },
      { title: 'The line is engaged', calls: '02', ends: retry('busy') },
      { title: 'Sees the call and declines it', calls: '11', ends: retry('busy') },
      { title: 'Answers, and hangs up at once', calls: '13', ends: retry('hung_up') },
      { title: 'Answers, and presses nothing', calls: '05', ends: retry('no_input') },
      { title: 'Presses 5 after every prompt', calls: '04', ends: retry('wrong_key') },
      {
        title: 'match: keys in other digits than those of the screen',
        calls: '04',
        asks: match,
        ends: retry('wrong_digits'),
      },
      {
        title: 'Types a wrong code',
        ...{ calls: '00', asks: text, deeds: [typesWrongCode(1)], ends: retry('wrong_code') },
      },
      {
        title: 'A machine answers, and is found while the prompt is said',
        ...{ calls: '06', machineDetection: 'async', ends: retry('voicemail') },
      },
      {
        title: 'A machine whose greeting has a # in it, found before the prompt',
        ...{ calls: '34', machineDetection: 'sync', ends: retry('voicemail') },
      },
      { title: 'A fax machine answers', calls: '14', machineDetection: 'sync', ends: retry('fax') },
    ],
  },
  {
    title: 'Over: no other attempt may be made',
    stories: [
      {
        title: 'Presses 0, and 1 to report fraud',
        ...{ calls: '12', asks: { userId: 'did-not-ask' }, ends: failed('fraud_reported') },
      },
      {
        title: 'Support blocks the user while the phone rings',
        ...{ calls: byHand, asks: { userId: 'stolen-phone' }, deeds: [supportBlocks], ends: failed('user_blocked') },
      },
      {
        title: 'The line stays engaged, and Retry is pressed twice',
        ...{ calls: '02', deeds: [pressesRetry(2)], ends: failed('too_many_attempts') },
      },
      {
        title: 'Types a wrong code five times',
        ...{ calls: '00', asks: text, deeds: [typesWrongCode(5)], ends: failed('too_many_checks') },
      },
      {
        title: 'The login cancels while the phone rings',
        ...{ calls: byHand, deeds: [loginCancels], ends: { status: 'canceled', reason: 'canceled' } },
      },
    ],
  },
];
