import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CarrierUnavailable } from '#ports/carrier.ts';
import { failureOfNetworkError } from '#telephony/carrier-failure.ts';
import { keepOffTheNetwork, twilioApi } from './nocked-twilio.ts';
import {
  callsPath,
  messageOrder,
  messageSid,
  messagesPath,
  order,
  sid,
  twilioCall,
  twilioCarrier,
} from './twilio-api.ts';

keepOffTheNetwork({ beforeAll, afterEach, afterAll });

describe('certain not to have rung a phone', () => {
  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    '%s',
    async (code) => {
      twilioApi()
        .post(callsPath)
        .replyWithError(Object.assign(new Error(`for ${order.to}`), { code }));
      const detail = `the carrier was not reached and nothing was sent: ${code}`;
      expect(await twilioCarrier().placeCall(order)).toEqual({ outcome: 'unavailable', detail });
    },
  );

  test.each(['ETIMEDOUT', 'EHOSTUNREACH'])('%s while connecting', async (code) => {
    const refused = Object.assign(new Error('connect'), { code, syscall: 'connect' });
    twilioApi().post(callsPath).replyWithError(refused);
    expect(await twilioCarrier().placeCall(order)).toMatchObject({ outcome: 'unavailable' });
  });

  test('every address of the name refused', async () => {
    const attempt = (code: string) => Object.assign(new Error('connect'), { code, syscall: 'connect' });
    const all = new AggregateError([attempt('ETIMEDOUT'), attempt('ENETUNREACH')]);
    twilioApi()
      .post(callsPath)
      .replyWithError(Object.assign(all, { code: 'ETIMEDOUT' }));
    expect(await twilioCarrier().placeCall(order)).toMatchObject({ outcome: 'unavailable' });
  });
});

describe('possibly ringing a phone', () => {
  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EPROTO', 'ENETUNREACH', 'EANYTHING'])(
    '%s, when nothing says that it came while connecting',
    async (code) => {
      twilioApi()
        .post(callsPath)
        .replyWithError(Object.assign(new Error(`for ${order.to}`), { code }));
      const detail = `no usable answer of the carrier: ${code}`;
      expect(await twilioCarrier().placeCall(order)).toEqual({ outcome: 'unknown', detail });
    },
  );

  test('a connection that breaks while the request is being written', () => {
    const request = { writableFinished: false, socket: { secureConnecting: false } };
    const failure = failureOfNetworkError(Object.assign(new Error('reset'), { code: 'ECONNRESET', request }));
    expect(failure).toEqual({ kind: 'no_answer', cause: 'ECONNRESET' });
  });

  test('an error without a code', async () => {
    twilioApi().post(callsPath).replyWithError(`socket hang up while calling ${order.to}`);
    const outcome = await twilioCarrier().placeCall(order);
    expect(outcome).toMatchObject({ outcome: 'unknown' });
    expect(JSON.stringify(outcome)).not.toContain(order.to);
  });

  test('an answer that is late', async () => {
    twilioApi().post(callsPath).delay(60_000).reply(201, twilioCall());
    expect(await twilioCarrier({ requestTimeoutMs: 20 }).placeCall(order)).toMatchObject({ outcome: 'unknown' });
  });
});

describe('a message', () => {
  test.each([
    ['ECONNREFUSED', 'unavailable'],
    ['ECONNRESET', 'unknown'],
  ])('after %s is %s', async (code, outcome) => {
    twilioApi()
      .post(messagesPath)
      .replyWithError(Object.assign(new Error(messageOrder.body), { code }));
    expect(await twilioCarrier().sendMessage(messageOrder)).toEqual({ outcome, detail: expect.stringContaining(code) });
  });
});

describe('other requests', () => {
  const failing = () => Object.assign(new Error(`about ${order.to}`), { code: 'ECONNRESET' });

  const carrier = twilioCarrier();
  const query = { to: order.to, from: order.from, since: new Date(0) };
  test.each([
    ['fetchCall', () => carrier.fetchCall(sid)],
    ['endCall', () => carrier.endCall(sid)],
    ['findCalls', () => carrier.findCalls(query)],
    ['fetchMessage', () => carrier.fetchMessage(messageSid)],
    ['findMessages', () => carrier.findMessages(query)],
  ])('%s throws CarrierUnavailable, and no number is in it', async (_method, ask) => {
    twilioApi().persist().get(/.*/).replyWithError(failing()).post(/.*/).replyWithError(failing());
    const asked = ask();
    const error: unknown = await Promise.resolve<unknown>(asked).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CarrierUnavailable);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('2025550123');
  });
});
