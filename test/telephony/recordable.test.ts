import { describe, expect, test } from 'vitest';
import { recordable } from '#telephony/recordable.ts';
import { CallSid, voiceParams } from './voice-parameters.ts';

describe('recordable', () => {
  test('keeps what is evidence, masks numbers, and drops the rest', () => {
    expect(recordable({ ...voiceParams, Digits: '#', Msg: '+12025550123', SomethingNew: '+12025550123' })).toEqual({
      CallSid,
      CallStatus: 'in-progress',
      ApiVersion: '2010-04-01',
      Direction: 'outbound-api',
      From: '+1••••••0100',
      To: '+1••••••0123',
      Caller: '+1••••••0100',
      Called: '+1••••••0123',
      Digits: '#',
    });
  });

  test.each([
    [{ Digits: '#' }, { Digits: '#' }],
    [{ Digits: '' }, { Digits: '' }],
    [{ Digits: 'hangup' }, { Digits: 'hangup' }],
    [{ Digits: '4711' }, { DigitsLength: '4' }],
    [
      { Digits: '4', FinishedOnKey: '7' },
      { DigitsLength: '1', FinishedOnKeyLength: '1' },
    ],
    [{ Digits: ['4', '7'] }, { DigitsLength: '3' }],
  ])('records %j as %j', (params, record) => {
    expect(recordable(params)).toEqual(record);
  });

  test('masks callers that are no phone numbers', () => {
    const record = recordable({
      From: 'sip:ann@example.com',
      To: ['+12025550123', '+12025550123'],
      Caller: 'anonymous',
    });
    expect(record).toEqual({ From: '••••••••', To: '••••••••', Caller: '••••••••' });
  });

  test('keeps what is evidence about a message, and never its body', () => {
    const MessageSid = `SM${'a1'.repeat(16)}`;
    const kept = {
      MessageSid,
      MessageStatus: 'undelivered',
      SmsSid: MessageSid,
      SmsStatus: 'undelivered',
      ErrorCode: '30003',
    };
    const dropped = { Body: '123456', body: '123456', RawDlrDoneDate: '2609101601', SomethingNew: '123456' };
    const record = recordable({ ...kept, ...dropped, To: '+12025550123' });
    expect(record).toEqual({ ...kept, To: '+1••••••0123' });
  });

  test('keeps the finding of machine detection', () => {
    const params = { CallSid, AnsweredBy: 'human', MachineDetectionDuration: '3300' };
    expect(recordable(params)).toEqual(params);
  });

  test('drops a value that cannot be what its name says', () => {
    expect(recordable({ CallStatus: '<script>', ErrorCode: 'x'.repeat(65) })).toEqual({});
    expect(recordable(JSON.parse('{"__proto__": {"CallSid": "inherited"}}'))).toEqual({});
  });
});
