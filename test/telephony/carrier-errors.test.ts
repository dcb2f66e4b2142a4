import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { carrierErrors } from '#domain/carrier-error-table.ts';
import { isFinalReason } from '#domain/reasons.ts';
import { adviceOfCode, isKnownCode, reasonOfCode } from '#telephony/carrier-errors.ts';
import { keepOffTheNetwork, twilioApi } from './nocked-twilio.ts';
import { callsPath, messageOrder, messagesPath, order, twilioCarrier, twilioError } from './twilio-api.ts';

keepOffTheNetwork({ beforeAll, afterEach, afterAll });

const answerTo = async (status: number, body?: object | string, headers?: Record<string, string>) => {
  twilioApi().post(callsPath).reply(status, body, headers);
  const outcome = await twilioCarrier().placeCall(order);
  expect(JSON.stringify(outcome)).not.toContain('2025550123');
  return outcome;
};

const answerToMessage = async (status: number, body?: object | string) => {
  twilioApi().post(messagesPath).reply(status, body);
  const outcome = await twilioCarrier().sendMessage(messageOrder);
  expect(JSON.stringify(outcome)).not.toMatch(/2025550123|123456/);
  return outcome;
};
const rejecting = carrierErrors.filter((row) => row.outcome === 'rejected');

describe('what the carrier refuses', () => {
  test.each(rejecting.filter((row) => row.channel !== 'sms'))(
    '$code is rejected as $reason when a call is ordered',
    async ({ code, reason }) => {
      expect(await answerTo(400, twilioError(code, 400))).toEqual({ outcome: 'rejected', reason, carrierCode: code });
    },
  );

  test.each(rejecting.filter((row) => row.channel !== 'call'))(
    '$code is rejected as $reason when a message is ordered',
    async ({ code, reason }) => {
      const rejected = { outcome: 'rejected', reason, carrierCode: code };
      expect(await answerToMessage(400, twilioError(code, 400))).toEqual(rejected);
    },
  );

  test.each([
    [21211, 'invalid_number'],
    [21217, 'invalid_number'],
    [21214, 'unreachable'],
    [21215, 'country_blocked'],
    [13227, 'country_blocked'],
    [21216, 'number_blocked'],
    [21610, 'opted_out'],
  ])('%i means %s', async (code, reason) => {
    expect(await answerTo(400, twilioError(code, 400))).toMatchObject({ reason });
  });

  test.each(carrierErrors.filter((row) => row.outcome === 'unavailable'))(
    '$code makes the carrier unavailable until the operator mends it',
    async ({ code, alarm, mayRetry, advice }) => {
      expect({ alarm, mayRetry }).toEqual({ alarm: true, mayRetry: 'operator' });
      const detail = expect.stringContaining(advice);
      expect(await answerTo(400, twilioError(code, 400))).toEqual({ outcome: 'unavailable', detail });
    },
  );

  test('an unknown code is rejected as call_failed or message_undelivered, with the code', async () => {
    const refusal = twilioError(29999, 400);
    const rejected = { outcome: 'rejected', carrierCode: 29999 };
    expect(await answerTo(400, refusal)).toEqual({ ...rejected, reason: 'call_failed' });
    expect(await answerToMessage(400, refusal)).toEqual({ ...rejected, reason: 'message_undelivered' });
  });

  test('an answer without any code is judged by its HTTP status', async () => {
    expect(await answerTo(400, 'Bad Request')).toEqual({
      outcome: 'rejected',
      reason: 'call_failed',
      carrierCode: null,
    });
    expect(await answerTo(401)).toMatchObject({ outcome: 'unavailable' });
    expect(await answerTo(404, '<html></html>')).toMatchObject({ outcome: 'unavailable' });
    expect(await answerTo(429)).toEqual({ outcome: 'throttled', retryAfterMs: null });
  });

  test('the code is read from the RFC 9457 format as well, and when it is a string', async () => {
    const problem = { type: 'https://www.twilio.com/docs/api/errors/21211', title: order.to, status: 400, code: 21211 };
    expect(await answerTo(400, problem)).toMatchObject({ reason: 'invalid_number' });
    expect(await answerTo(400, { code: '21216' })).toMatchObject({ reason: 'number_blocked', carrierCode: 21216 });
  });
});

describe('too many requests', () => {
  test.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': 'Wed, 10 Sep 2025 16:01:42 GMT' }, null],
    [{}, null],
  ])('are throttled, with the wait that %j asks for', async (headers, retryAfterMs) => {
    expect(await answerTo(429, twilioError(20429, 429), headers)).toEqual({ outcome: 'throttled', retryAfterMs });
  });

  test('are never repeated by the library', async () => {
    const api = twilioApi().post(callsPath).reply(429, twilioError(20429, 429)).post(callsPath).reply(201, {});
    await twilioCarrier().placeCall(order);
    expect(api.pendingMocks()).toHaveLength(1);
  });
});

describe('answers that do not say whether a phone rang', () => {
  test.each([500, 502, 503, 504, 408, 301, 307])('HTTP %i leaves the result unknown', async (status) => {
    expect(await answerTo(status)).toEqual({ outcome: 'unknown', detail: `the carrier answered HTTP ${status}` });
  });

  test('a 5xx does, even with a code that would be a refusal', async () => {
    expect(await answerTo(500, twilioError(21211, 500))).toMatchObject({ outcome: 'unknown' });
  });
});

describe('the table', () => {
  test('has each code once, in order, with one sentence of advice', () => {
    const codes = carrierErrors.map((row) => row.code);
    expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
    for (const { advice } of carrierErrors) expect(advice).toMatch(/^[A-Z][^.]*(\.[A-Za-z][^.]*)*\.$/);
  });

  test('offers the person no retry of what the domain holds to be final', () => {
    for (const { reason, mayRetry } of carrierErrors.filter((row) => row.outcome === 'rejected')) {
      if (reason !== null && isFinalReason(reason)) expect(mayRetry).not.toBe('person');
    }
  });

  test.each([30001, 30003, 30004, 30005, 30006, 30007, 30008, 30036, 30450, 21612, 21614, 21617, 21635])(
    'leaves a call to be tried after the message failure %i',
    (code) => {
      const reason = reasonOfCode(code);
      expect(reason).toBeOneOf(['unreachable', 'message_undelivered']);
      expect(reason !== null && isFinalReason(reason)).toBe(false);
    },
  );

  test.each([
    [30003, 'unreachable'],
    [30034, 'message_undelivered'],
    [21408, 'country_blocked'],
    [13224, 'unreachable'],
    [20003, null],
    [29999, null],
    [0, null],
    [null, null],
  ])('names of the code %j the reason %j', (code, reason) => {
    expect(reasonOfCode(code)).toBe(reason);
  });

  test('knows what it advises, and that it does not know the rest', () => {
    for (const { code, advice, alarm } of carrierErrors) {
      expect(isKnownCode(code)).toBe(true);
      expect(adviceOfCode(code)).toEqual({ advice, alarm });
    }
    expect(isKnownCode(29999)).toBe(false);
    expect(adviceOfCode(29999)).toBeNull();
  });

  test.each([20003, 21210, 21606, 21659, 30002, 30032, 30034, 11205])('wakes the operator for %i', (code) => {
    expect(adviceOfCode(code)).toMatchObject({ alarm: true });
  });
});
