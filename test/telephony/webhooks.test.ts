import { describe, expect, test } from 'vitest';
import type { FormParameters } from '#ports/carrier-webhooks.ts';
import type { Log } from '#ports/log.ts';
import { createCarrierWebhooks } from '#telephony/webhooks.ts';
import { CallSid, voiceParams } from './voice-parameters.ts';

const told: unknown[][] = [];
const log: Log = {
  debug: (...line) => told.push(['debug', ...line]),
  info: (...line) => told.push(['info', ...line]),
  warn: (...line) => told.push(['warn', ...line]),
  error: (...line) => told.push(['error', ...line]),
};
const webhooks = createCarrierWebhooks({ publicUrl: 'https://verify.example', authTokens: ['a-token'], log });
const MessageSid = `SM${'a1'.repeat(16)}`;

describe('a status callback', () => {
  test.each([
    ['13224', 'unreachable'],
    ['21215', 'country_blocked'],
    ['29999', null],
    ['20003', null],
    ['', null],
    [undefined, null],
  ])('with ErrorCode %j has the reason %j', (ErrorCode, carrierReason) => {
    const params = { ...voiceParams, CallStatus: 'failed', ...(ErrorCode !== undefined && { ErrorCode }) };
    expect(webhooks.readStatus(params)).toMatchObject({ sid: CallSid, callStatus: 'failed', carrierReason });
  });
});

describe('the finding of detection', () => {
  test('is read, and is none without AnsweredBy', () => {
    expect(webhooks.readDetection({ CallSid, AnsweredBy: 'fax' })).toEqual({ sid: CallSid, answeredBy: 'fax' });
    expect(webhooks.readDetection({ CallSid, AnsweredBy: '' })).toBeNull();
    expect(webhooks.readDetection({ CallSid })).toBeNull();
    expect(webhooks.readDetection({ AnsweredBy: 'human' })).toBeNull();
  });
});

describe('a message status callback', () => {
  test.each([
    ['accepted', 'sending'],
    ['scheduled', 'sending'],
    ['queued', 'sending'],
    ['sending', 'sending'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['undelivered', 'undelivered'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
    ['teleported', 'sending'],
  ])('with MessageStatus %s says %s', (MessageStatus, messageStatus) => {
    const read = webhooks.readMessageStatus({ MessageSid, MessageStatus });
    expect(read).toEqual({ sid: MessageSid, messageStatus, carrierReason: null });
  });

  test('may come under the old names, and with both', () => {
    const read = { sid: MessageSid, messageStatus: 'undelivered', carrierReason: 'unreachable' };
    const old = { SmsSid: MessageSid, SmsStatus: 'undelivered', ErrorCode: '30003' };
    expect(webhooks.readMessageStatus(old)).toEqual(read);
    const both = { ...old, MessageSid, MessageStatus: 'undelivered', ApiVersion: '2010-04-01', SomethingNew: 'x' };
    expect(webhooks.readMessageStatus(both)).toEqual(read);
  });

  test.each<FormParameters>([
    {},
    { MessageSid },
    { MessageSid, MessageStatus: '' },
    { MessageStatus: 'sent' },
    { MessageSid: '../x', MessageStatus: 'sent' },
    { MessageSid: [MessageSid, MessageSid], MessageStatus: 'sent' },
    { MessageSid, MessageStatus: ['sent', 'failed'] },
    voiceParams,
  ])('is none in %j', (params) => {
    expect(webhooks.readMessageStatus(params)).toBeNull();
  });
});

describe('the log', () => {
  const lines = (ErrorCode: string) => {
    told.length = 0;
    webhooks.readMessageStatus({ MessageSid, MessageStatus: 'failed', ErrorCode, To: '+12025550123' });
    return told;
  };

  test('is told of a code that nobody knows', () => {
    const message = 'The carrier named an error that this version does not know';
    expect(lines('29999')).toEqual([['warn', message, { carrierCode: 29999 }]]);
  });

  test('is told loudly of what an operator must mend', () => {
    expect(lines('30034')).toEqual([['error', expect.stringContaining('A2P 10DLC'), { carrierCode: 30034 }]]);
  });

  test('is spared what telephones do every day', () => {
    expect(lines('30003')).toEqual([]);
    expect(lines('')).toEqual([]);
  });
});
