import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CarrierUnavailable } from '#ports/carrier.ts';
import { keepOffTheNetwork, twilioApi } from './nocked-twilio.ts';
import {
  messageOrder,
  messagePath,
  messageSid,
  messagesPath,
  order,
  twilioCarrier,
  twilioError,
  twilioMessage,
} from './twilio-api.ts';

keepOffTheNetwork({ beforeAll, afterEach, afterAll });
const carrier = twilioCarrier();
const createdAt = new Date('2025-09-10T16:01:42Z');

describe('sendMessage', () => {
  const send = async (changes: Partial<typeof messageOrder> = {}) => {
    const sent: unknown[] = [];
    twilioApi()
      .post(messagesPath, (body: unknown) => sent.push(body) > 0)
      .reply(201, twilioMessage());
    expect(await carrier.sendMessage({ ...messageOrder, ...changes })).toEqual({ outcome: 'placed', sid: messageSid });
    return sent[0];
  };

  test('sends the very text, with its callback and for as long as the code is valid', async () => {
    expect(await send()).toEqual({
      To: messageOrder.to,
      From: messageOrder.from,
      Body: messageOrder.body,
      StatusCallback: messageOrder.statusUrl,
      ValidityPeriod: '600',
      SmartEncoded: 'false',
      RiskCheck: 'enable',
    });
  });

  test.each([
    [0.4, '1'],
    [59.9, '59'],
    [90_000, '36000'],
  ])('asks for %d s of validity in what the carrier takes', async (validitySeconds, ValidityPeriod) => {
    expect(await send({ validitySeconds })).toMatchObject({ ValidityPeriod });
  });

  test.each([{}, { sid: '../Accounts' }, '', '<html>Welcome</html>'])(
    'has an unknown result when the 201 says %j',
    async (body) => {
      twilioApi().post(messagesPath).reply(201, body, { 'content-type': 'application/json' });
      expect(await carrier.sendMessage(messageOrder)).toMatchObject({ outcome: 'unknown' });
    },
  );

  test.each([
    [400, 21614, { outcome: 'rejected', reason: 'message_undelivered', carrierCode: 21614 }],
    [400, 21610, { outcome: 'rejected', reason: 'opted_out', carrierCode: 21610 }],
    [400, 21606, { outcome: 'unavailable' }],
    [401, 20003, { outcome: 'unavailable' }],
    [429, 20429, { outcome: 'throttled', retryAfterMs: null }],
    [429, 21611, { outcome: 'throttled', retryAfterMs: null }],
    [503, 20503, { outcome: 'unknown' }],
  ])('turns HTTP %i with code %i into %j', async (status, code, outcome) => {
    twilioApi().post(messagesPath).reply(status, twilioError(code, status));
    expect(await carrier.sendMessage(messageOrder)).toMatchObject(outcome);
  });

  test('tells the log what an operator must know of a refusal', async () => {
    const told: unknown[] = [];
    const tell = (...line: unknown[]) => told.push(line);
    const logging = twilioCarrier({ log: { debug: tell, info: tell, warn: tell, error: tell } });
    for (const code of [29999, 30034, 21614]) {
      twilioApi().post(messagesPath).reply(400, twilioError(code, 400));
      await logging.sendMessage(messageOrder);
    }
    expect(told).toEqual([
      [expect.stringContaining('does not know'), { carrierCode: 29999 }],
      [expect.stringContaining('A2P 10DLC'), { carrierCode: 30034 }],
    ]);
  });
});

describe('fetchMessage', () => {
  test.each([
    [{ status: 'queued' }, { status: 'sending', carrierReason: null }],
    [{ status: 'sent' }, { status: 'sent', carrierReason: null }],
    [{ status: 'delivered' }, { status: 'delivered', carrierReason: null }],
    [
      { status: 'delivered', price: '-0.00830', price_unit: 'USD' },
      { status: 'delivered', carrierReason: null, price: { amount: '0.00830', unit: 'USD' } },
    ],
    [
      { status: 'undelivered', error_code: 30005 },
      { status: 'undelivered', carrierReason: 'unreachable' },
    ],
    [
      { status: 'failed', error_code: '30007' },
      { status: 'failed', carrierReason: 'message_undelivered' },
    ],
    [
      { status: 'failed', error_code: 29999 },
      { status: 'failed', carrierReason: null },
    ],
    [
      { status: 'teleported', error_code: 'none' },
      { status: 'sending', carrierReason: null },
    ],
  ])('tells of %j', async (told, expected) => {
    twilioApi().get(messagePath).reply(200, twilioMessage(told));
    // Nothing else: the record holds the code.
    expect(await carrier.fetchMessage(messageSid)).toEqual({ sid: messageSid, createdAt, price: null, ...expected });
  });

  test('says null of a message that the carrier does not know, or that is none', async () => {
    twilioApi().get(messagePath).reply(404, twilioError(20404, 404));
    expect(await carrier.fetchMessage(messageSid)).toBeNull();
    expect(await carrier.fetchMessage('../Calls')).toBeNull();
  });

  test.each([
    [200, {}],
    [200, '<html></html>'],
    [401, twilioError(20003, 401)],
    [503, ''],
  ])('throws CarrierUnavailable on HTTP %i with %j', async (status, body) => {
    twilioApi().get(messagePath).reply(status, body);
    await expect(carrier.fetchMessage(messageSid)).rejects.toBeInstanceOf(CarrierUnavailable);
  });
});

describe('findMessages', () => {
  const query = { to: order.to, from: order.from, since: new Date('2025-09-10T16:01:42.700Z') };
  const list = (messages: object[]) => ({ messages, page: 0, page_size: 50, next_page_uri: null, uri: messagesPath });
  const sid = (digit: string) => `SM${digit.repeat(32)}`;

  test('asks for both numbers, and not by the time of sending, which a waiting message lacks', async () => {
    const asked: unknown[] = [];
    twilioApi()
      .get(messagesPath)
      .query((parsed) => asked.push(parsed) > 0)
      .reply(200, list([]));
    expect(await carrier.findMessages(query)).toEqual([]);
    expect(asked[0]).toEqual({ To: order.to, From: order.from, PageSize: '50' });
  });

  test('tells the newest first, an undated one before all, and none from before', async () => {
    const messages = [
      twilioMessage({ sid: sid('2'), date_created: 'Wed, 10 Sep 2025 16:01:42 +0000', status: 'delivered' }),
      twilioMessage({ sid: sid('3'), date_created: 'Wed, 10 Sep 2025 16:05:00 +0000' }),
      twilioMessage({ sid: sid('4'), date_created: 'Wed, 10 Sep 2025 16:01:41 +0000' }),
      twilioMessage({ sid: sid('5'), date_created: null, status: 'failed', error_code: 30003 }),
    ];
    twilioApi().get(messagesPath).query(true).reply(200, list(messages));
    const found = await carrier.findMessages(query);
    expect(found.map(({ sid, status, carrierReason }) => [sid, status, carrierReason])).toEqual([
      [sid('5'), 'failed', 'unreachable'],
      [sid('3'), 'sending', null],
      [sid('2'), 'delivered', null],
    ]);
  });

  test.each([
    [401, twilioError(20003, 401)],
    [503, ''],
    [200, { no: 'list' }],
  ])('throws CarrierUnavailable on HTTP %i with %j', async (status, body) => {
    twilioApi().get(messagesPath).query(true).reply(status, body);
    await expect(carrier.findMessages(query)).rejects.toBeInstanceOf(CarrierUnavailable);
  });
});
