import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '#services/applications.ts';
import { type ApiClient, createApiClient } from '../support/api-client.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { sendWebhook } from './carrier-line.ts';
import { handAt } from './hand.ts';

/** Numbers of people who answer, miss, refuse and cannot be called, and of nobody. */
const numbers = ['+12125550100', '+12125550101', '+12125550102', '+12125550109', '+442079460123'];
const outcomes = numbers.slice(0, 4);
const caller = '+15005550006';

describe('a full phone number', () => {
  let test: TestService;
  let api: ApiClient;
  let key: string;
  /** Every body that the API sent. */
  const bodies: string[] = [];
  beforeAll(async () => {
    test = await startTestService();
    key = (await createApplication(test.service.deps.applications, { name: 'curious', brand: 'Acme' })).key;
    api = createApiClient(test.url, key);
    const ask = async (path: string, init?: RequestInit) => {
      const body = await (await api.fetch(path, init)).text();
      bodies.push(body);
      return body;
    };
    const post = (path: string, body?: object) =>
      ask(path, {
        method: 'POST',
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
    for (const to of outcomes) {
      const { id } = JSON.parse(await post('/v1/verifications', { to })) as { id: string };
      await api.outcome(id);
      await handAt(test.simulator, to).ended();
      for (const path of ['', '/timeline']) await ask(`/v1/verifications/${id}${path}`);
      for (const path of ['/retry', '/cancel']) await post(`/v1/verifications/${id}${path}`);
      await ask(`/v1/verifications/${id}/events`);
      const attemptId = (await api.timeline(id))[0]?.attemptId;
      const forged = { To: to, From: caller, Called: to, CallSid: 'CA1' };
      await sendWebhook(test, `/carrier/voice/${attemptId}`, forged, { token: null });
    }
    await post('/v1/verifications', { to: numbers[4], phone: numbers[4], mode: 'code' });
    await post('/v1/verifications', { to: `${numbers[4]}0000000` });
    await post('/v1/verifications', { to: numbers[4], locale: 'xx' });
    await ask(`/v1/verifications?userId=${encodeURIComponent(numbers[4] ?? '')}`);
    await ask('/v1/verifications');
  });
  afterAll(() => test.close());

  it.each(numbers)('is in no body of the API: %s', (number) => {
    expect(bodies.length).toBeGreaterThan(20);
    expect(bodies.filter((body) => body.includes(number.slice(1)))).toEqual([]);
  });

  it.each([...numbers, caller])('is in no line of the log: %s', (number) => {
    expect(test.log.length).toBeGreaterThan(20);
    const lines = test.log.map((line) => JSON.stringify(line));
    expect(lines.filter((line) => line.includes(number.slice(1)) || line.includes(number.slice(2)))).toEqual([]);
  });

  it('is shown masked: country code and last four digits', () => {
    expect(bodies.filter((body) => body.includes('"to":"+1••••••0102"')).length).toBeGreaterThan(0);
  });

  it('is no more to be found in the log than the API key', () => {
    expect(test.log.filter((line) => JSON.stringify(line).includes(key))).toEqual([]);
    expect(bodies.filter((body) => body.includes(key))).toEqual([]);
  });
});
