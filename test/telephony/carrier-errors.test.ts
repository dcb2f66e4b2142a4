import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isFinalReason } from '#domain/reasons.ts';
import { carrierErrors } from '#telephony/carrier-errors.ts';
import { keepOffTheNetwork, twilioApi } from './nocked-twilio.ts';
import { callsPath, order, twilioCarrier, twilioError } from './twilio-api.ts';

keepOffTheNetwork({ beforeAll, afterEach, afterAll });

const answerTo = async (status: number, body?: object | string, headers?: Record<string, string>) => {
  twilioApi().post(callsPath).reply(status, body, headers);
  const outcome = await twilioCarrier().placeCall(order);
  expect(JSON.stringify(outcome)).not.toContain('2025550123');
  return outcome;
};

describe('what the carrier refuses', () => {
  test.each(carrierErrors.filter((row) => row.outcome === 'rejected'))(
    '$code is rejected as $reason',
    async ({ code, reason }) => {
      expect(await answerTo(400, twilioError(code, 400))).toEqual({ outcome: 'rejected', reason, carrierCode: code });
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

  test('an unknown code is rejected as call_failed, with the code', async () => {
    const rejected = { outcome: 'rejected', reason: 'call_failed', carrierCode: 29999 };
    expect(await answerTo(400, twilioError(29999, 400))).toEqual(rejected);
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
});
