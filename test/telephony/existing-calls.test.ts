import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CarrierUnavailable } from '#ports/carrier.ts';
import { keepOffTheNetwork, twilioApi } from './nocked-twilio.ts';
import { callPath, callsPath, order, sid, twilioCall, twilioCarrier, twilioError } from './twilio-api.ts';

keepOffTheNetwork({ beforeAll, afterEach, afterAll });
const carrier = twilioCarrier();
const createdAt = new Date('2025-09-10T16:01:42Z');

describe('endCall', () => {
  test.each(['queued', 'ringing', 'in-progress'])('ends a call with one request when it is %s', async () => {
    const api = twilioApi()
      .post(callPath, { Status: 'completed' })
      .reply(200, twilioCall({ status: 'completed' }));
    await carrier.endCall(sid);
    expect(api.isDone()).toBe(true);
  });

  test('cancels a call that the host will not complete', async () => {
    const api = twilioApi()
      .post(callPath, { Status: 'completed' })
      .reply(400, twilioError(21220, 400))
      .post(callPath, { Status: 'canceled' })
      .reply(200, twilioCall({ status: 'canceled' }));
    await carrier.endCall(sid);
    expect(api.isDone()).toBe(true);
  });

  test('takes a call that has ended already for ended', async () => {
    twilioApi().post(callPath).times(2).reply(400, twilioError(21220, 400));
    await expect(carrier.endCall(sid)).resolves.toBeUndefined();
  });

  test('takes a call that the carrier does not know for ended', async () => {
    twilioApi().post(callPath).reply(404, twilioError(20404, 404));
    await expect(carrier.endCall(sid)).resolves.toBeUndefined();
  });

  test.each([
    [401, 20003],
    [429, 20429],
    [500, 20500],
    [400, 29999],
  ])('throws CarrierUnavailable on HTTP %i with code %i', async (status, code) => {
    twilioApi().post(callPath).reply(status, twilioError(code, status));
    const message = `the carrier answered HTTP ${status} with code ${code}`;
    await expect(carrier.endCall(sid)).rejects.toEqual(new CarrierUnavailable(message));
  });

  test.each(['', '../Calls', 'a/b', 'a#b', 'a?b'])('sends nothing for %j, which no call is named', async (sid) => {
    await expect(carrier.endCall(sid)).resolves.toBeUndefined();
    expect(await carrier.fetchCall(sid)).toBeNull();
  });
});

describe('fetchCall', () => {
  test.each([
    [{ status: 'queued' }, { status: 'queued', answeredBy: null }],
    [
      { status: 'in-progress', answered_by: 'human' },
      { status: 'in-progress', answeredBy: 'human' },
    ],
    [
      { status: 'no-answer', answered_by: '' },
      { status: 'no-answer', answeredBy: null },
    ],
    [
      { status: 'completed', answered_by: 'machine_end_beep' },
      { status: 'completed', answeredBy: 'machine_end_beep' },
    ],
    [
      { status: 'completed', answered_by: 'machine' },
      { status: 'completed', answeredBy: 'machine_start' },
    ],
    [
      { status: 'completed', price: '-0.01400', price_unit: 'usd' },
      { status: 'completed', answeredBy: null, price: { amount: '0.01400', unit: 'USD' } },
    ],
    [
      { status: 'completed', price: 'free', price_unit: 'USD' },
      { status: 'completed', answeredBy: null },
    ],
    [
      { status: 'completed', price: '-0.01400', price_unit: null },
      { status: 'completed', answeredBy: null },
    ],
  ])('tells of %j', async (told, expected) => {
    twilioApi().get(callPath).reply(200, twilioCall(told));
    expect(await carrier.fetchCall(sid)).toEqual({ sid, createdAt, carrierReason: null, price: null, ...expected });
  });

  test('says null of a call that the carrier does not know', async () => {
    twilioApi().get(callPath).reply(404, twilioError(20404, 404));
    expect(await carrier.fetchCall(sid)).toBeNull();
  });

  test.each([
    ['an unheard-of status', twilioCall({ status: 'teleported' })],
    ['our own word for a status', twilioCall({ status: 'dialing' })],
    ['no call at all', {}],
    ['a web page', '<html></html>'],
  ])('throws CarrierUnavailable at %s', async (_what, body) => {
    twilioApi().get(callPath).reply(200, body);
    await expect(carrier.fetchCall(sid)).rejects.toBeInstanceOf(CarrierUnavailable);
  });

  test('leaves a date open that the carrier does not tell', async () => {
    twilioApi()
      .get(callPath)
      .reply(200, twilioCall({ date_created: null }));
    expect(await carrier.fetchCall(sid)).toMatchObject({ createdAt: null });
  });
});

describe('findCalls', () => {
  const query = { to: order.to, from: order.from, since: new Date('2025-09-10T16:01:42.700Z') };
  const list = (calls: object[]) => ({ calls, page: 0, page_size: 20, next_page_uri: null, uri: callsPath });
  const sid = (digit: string) => `CA${digit.repeat(32)}`;

  test('asks for StartTime>= the time given, in whole seconds, and for both numbers', async () => {
    const asked: unknown[] = [];
    const keep = (parsed: unknown) => asked.push(parsed) > 0;
    twilioApi().get(callsPath).query(keep).reply(200, list([]));
    expect(await carrier.findCalls(query)).toEqual([]);
    // `StartTime>` is the name of the parameter: with its equals sign it reads as >= (Twilio's own notation).
    const [To, From] = [order.to, order.from];
    expect(asked[0]).toEqual({ To, From, 'StartTime>': '2025-09-10T16:01:42Z', PageSize: '20' });
  });

  test('tells the newest first, an undated one before all, and none from before', async () => {
    const calls = [
      twilioCall({ sid: sid('2'), date_created: 'Wed, 10 Sep 2025 16:01:42 +0000' }),
      twilioCall({ sid: sid('3'), date_created: 'Wed, 10 Sep 2025 16:05:00 +0000' }),
      twilioCall({ sid: sid('4'), date_created: 'Wed, 10 Sep 2025 16:01:41 +0000' }),
      twilioCall({ sid: sid('5'), date_created: null }),
      twilioCall({ sid: sid('6'), date_created: null }),
    ];
    twilioApi().get(callsPath).query(true).reply(200, list(calls));
    const found = await carrier.findCalls(query);
    expect(found.map((call) => call.sid)).toEqual(['5', '6', '3', '2'].map(sid));
  });

  test.each([
    [401, twilioError(20003, 401)],
    [404, twilioError(20404, 404)],
    [503, ''],
    [200, { no: 'list' }],
    [200, list([twilioCall({ status: 'teleported' })])],
  ])('throws CarrierUnavailable on HTTP %i with %j', async (status, body) => {
    twilioApi().get(callsPath).query(true).reply(status, body);
    await expect(carrier.findCalls(query)).rejects.toBeInstanceOf(CarrierUnavailable);
  });
});
