import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  detectionSchema,
  gatherResultSchema,
  readKey,
  statusCallbackSchema,
  voiceRequestSchema,
} from '#telephony/call-parameters.ts';
import { CallSid, voiceParams } from './voice-parameters.ts';

describe('readKey', () => {
  test.each([
    ['#', { kind: 'pound' }],
    [undefined, { kind: 'none' }],
    ['', { kind: 'none' }],
    ['hangup', { kind: 'hangup' }],
    ['1', { kind: 'digits', digits: '1' }],
    ['*', { kind: 'digits', digits: '*' }],
    ['##', { kind: 'digits', digits: '##' }],
    ['42#', { kind: 'digits', digits: '42#' }],
    [' #', { kind: 'digits', digits: ' #' }],
    ['%23', { kind: 'digits', digits: '%23' }],
    ['＃', { kind: 'digits', digits: '＃' }],
  ])('%j', (digits, key) => {
    expect(readKey(digits)).toEqual(key);
  });

  test('takes nothing but a lone # for the pound key', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789*#ABCDw ') }), (digits) => {
        expect(readKey(digits).kind === 'pound').toBe(digits === '#');
      }),
    );
  });
});

describe('a voice request', () => {
  test('is read down to the call and who picked up', () => {
    expect(voiceRequestSchema.parse(voiceParams)).toEqual({ sid: CallSid, answeredBy: null });
  });

  test.each([
    ['human', 'human'],
    ['machine_end_beep', 'machine_end_beep'],
    ['fax', 'fax'],
    ['', null],
    ['machine_of_tomorrow', 'machine_start'],
    ['parrot', 'unknown'],
  ])('answered by %j is answered by %j', (AnsweredBy, answeredBy) => {
    expect(voiceRequestSchema.parse({ ...voiceParams, AnsweredBy })).toMatchObject({ answeredBy });
  });

  test('may name its call in the manner of another host', () => {
    const uuid = '3b3e8a62-6c51-4d7d-9c5f-5d2f1f3a9f10';
    expect(voiceRequestSchema.parse({ CallSid: uuid })).toMatchObject({ sid: uuid });
  });

  test.each([undefined, '', 'CA1/../2', 'C A', 'x'.repeat(65), [CallSid, CallSid]])(
    'is turned down when its call is named %j',
    (sid) => {
      expect(voiceRequestSchema.safeParse({ ...voiceParams, CallSid: sid }).success).toBe(false);
    },
  );
});

describe('the result of a gather', () => {
  test('carries the key, and no digits', () => {
    expect(gatherResultSchema.parse({ ...voiceParams, Digits: '#', FinishedOnKey: '' })).toEqual({
      sid: CallSid,
      answeredBy: null,
      key: { kind: 'pound' },
    });
    expect(gatherResultSchema.parse({ ...voiceParams, Digits: '4711' }).key).toEqual({
      kind: 'digits',
      digits: '4711',
    });
    expect(gatherResultSchema.parse(voiceParams).key).toEqual({ kind: 'none' });
  });

  test.each([[['#', '#']], [['#', '']], [['', '#']], [['#', '1']]])('with Digits %j is not the pound key', (Digits) => {
    expect(gatherResultSchema.parse({ ...voiceParams, Digits }).key.kind).toBe('digits');
  });
});

describe('a status callback', () => {
  test('is read in full', () => {
    const params = {
      ...voiceParams,
      CallStatus: 'busy',
      SequenceNumber: '0',
      Timestamp: 'Wed, 10 Sep 2025 16:01:42 +0000',
      AnsweredBy: 'unknown',
      SipResponseCode: '487',
      ErrorCode: '13224',
      CallDuration: '0',
      Duration: '1',
      CallbackSource: 'call-progress-events',
      SomethingNew: 'of tomorrow',
    };
    expect(statusCallbackSchema.parse(params)).toEqual({
      sid: CallSid,
      callStatus: 'busy',
      sequenceNumber: 0,
      occurredAt: new Date('2025-09-10T16:01:42Z'),
      answeredBy: 'unknown',
      sipResponseCode: 487,
      carrierCode: 13224,
      talkSeconds: 0,
    });
  });

  test('needs nothing but the call and its status', () => {
    expect(statusCallbackSchema.parse({ CallSid, CallStatus: 'completed' })).toEqual({
      sid: CallSid,
      callStatus: 'completed',
      sequenceNumber: null,
      occurredAt: null,
      answeredBy: null,
      sipResponseCode: null,
      carrierCode: null,
      talkSeconds: null,
    });
  });

  test.each(['', '-1', '1.5', '1e3', 'many', '9'.repeat(20)])('reads the number %j as none', (SequenceNumber) => {
    const read = statusCallbackSchema.parse({ CallSid, CallStatus: 'ringing', SequenceNumber, Timestamp: 'soon' });
    expect(read).toMatchObject({ sequenceNumber: null, occurredAt: null });
  });

  test.each(['dialing', 'answered', '', undefined])('is turned down with the status %j', (CallStatus) => {
    expect(statusCallbackSchema.safeParse({ CallSid, CallStatus }).success).toBe(false);
  });
});

describe('the finding of asynchronous detection', () => {
  test('needs nothing but the call and the finding', () => {
    const params = { CallSid, AccountSid: voiceParams.AccountSid, AnsweredBy: 'machine_start', SomethingNew: 'x' };
    expect(detectionSchema.parse(params)).toEqual({ sid: CallSid, answeredBy: 'machine_start' });
    expect(detectionSchema.parse({ CallSid, AnsweredBy: 'machine_of_tomorrow' }).answeredBy).toBe('machine_start');
    expect(detectionSchema.parse({ CallSid, AnsweredBy: 'parrot' }).answeredBy).toBe('unknown');
  });

  test.each([undefined, '', ['human', 'fax']])('is none with AnsweredBy %j', (AnsweredBy) => {
    expect(detectionSchema.safeParse({ CallSid, AnsweredBy }).success).toBe(false);
  });
});
