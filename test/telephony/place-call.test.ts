import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CallOrder } from '#ports/carrier.ts';
import { keepOffTheNetwork, twilioApi } from './nocked-twilio.ts';
import { accountSid, authToken, callsPath, order, sid, twilioCall, twilioCarrier } from './twilio-api.ts';

keepOffTheNetwork({ beforeAll, afterEach, afterAll });

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

describe('an order', () => {
  test('is sent with every URL by POST and one StatusCallbackEvent parameter for each event', async () => {
    const sent: unknown[] = [];
    const keep = (body: unknown) => sent.push(body) > 0;
    twilioApi().post(callsPath, keep).reply(201, twilioCall());

    expect(await twilioCarrier().placeCall(order)).toEqual({ outcome: 'placed', sid });
    expect(sent[0]).toEqual({
      To: '+12025550123',
      From: '+12025550100',
      Url: order.voiceUrl,
      Method: 'POST',
      FallbackUrl: order.fallbackUrl,
      FallbackMethod: 'POST',
      StatusCallback: order.statusUrl,
      StatusCallbackMethod: 'POST',
      StatusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      Timeout: '25',
      TimeLimit: '120',
    });
  });

  const sentFor = async (changes: Partial<CallOrder>) => {
    const sent: unknown[] = [];
    twilioApi()
      .post(callsPath, (body: unknown) => sent.push(body) > 0)
      .reply(201, twilioCall());
    expect(await twilioCarrier().placeCall({ ...order, ...changes })).toEqual({ outcome: 'placed', sid });
    return sent[0];
  };
  const resultUrl = 'https://verify.example/carrier/detection/a1#rc=2';

  test('asks for the finding of a machine before the voice request, within seconds', async () => {
    const sent = await sentFor({ machineDetection: { asynchronous: false } });
    expect(sent).toMatchObject({ MachineDetection: 'Enable', MachineDetectionTimeout: '10' });
    expect(sent).not.toHaveProperty('AsyncAmd');
  });

  test('asks for the finding of a machine meanwhile, told by POST', async () => {
    expect(await sentFor({ machineDetection: { asynchronous: true, resultUrl } })).toMatchObject({
      MachineDetection: 'Enable',
      MachineDetectionTimeout: '10',
      AsyncAmd: 'true',
      AsyncAmdStatusCallback: resultUrl,
      AsyncAmdStatusCallbackMethod: 'POST',
    });
  });

  test('with digits to key in asks for no detection', async () => {
    const sent = await sentFor({ sendDigits: 'ww4711#', machineDetection: { asynchronous: true, resultUrl } });
    expect(sent).toMatchObject({ SendDigits: 'ww4711#' });
    expect(Object.keys(Object(sent)).filter((name) => /Amd|MachineDetection/.test(name))).toEqual([]);
  });

  test("is signed in for with the account's token", async () => {
    twilioApi()
      .post(callsPath)
      .matchHeader('authorization', basic(accountSid, authToken))
      .matchHeader('content-type', 'application/x-www-form-urlencoded')
      .reply(201, twilioCall());
    expect(await twilioCarrier().placeCall(order)).toMatchObject({ outcome: 'placed' });
  });

  test("is signed in for with the API key, on the account's path, when there is one", async () => {
    const apiKeySid = `SK${'2'.repeat(32)}`;
    twilioApi()
      .post(callsPath)
      .matchHeader('authorization', basic(apiKeySid, 'the-secret-of-the-key'))
      .reply(201, twilioCall());
    const carrier = twilioCarrier({ apiKeySid, apiKeySecret: 'the-secret-of-the-key' });
    expect(await carrier.placeCall(order)).toMatchObject({ outcome: 'placed' });
  });

  test.each([
    ['names no call', {}],
    ['names a call by something that is no id', { sid: '../Accounts' }],
    ['is empty', ''],
    ['is null', 'null'],
    ['is a web page', '<html>Welcome</html>'],
    ['breaks off', '{"sid": "CA11'],
  ])('has an unknown result when the 201 %s', async (_what, body) => {
    const headers = { 'content-type': 'application/json' };
    twilioApi().post(callsPath).reply(201, body, headers);
    expect(await twilioCarrier().placeCall(order)).toMatchObject({ outcome: 'unknown' });
  });

  test('goes to a host whose name has many labels', async () => {
    const baseUrl = 'https://api.voice.carriers.eu.example.com';
    nock(baseUrl).post(callsPath).reply(201, twilioCall());
    expect(await twilioCarrier({ baseUrl }).placeCall(order)).toMatchObject({ outcome: 'placed' });
  });

  test('goes to the one host, whatever edge or region the environment names', async () => {
    process.env.TWILIO_EDGE = 'sydney';
    process.env.TWILIO_REGION = 'au1';
    try {
      twilioApi().post(callsPath).reply(201, twilioCall());
      expect(await twilioCarrier().placeCall(order)).toMatchObject({ outcome: 'placed' });
    } finally {
      delete process.env.TWILIO_EDGE;
      delete process.env.TWILIO_REGION;
    }
  });
});
