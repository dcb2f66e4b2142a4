import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compose, type Service } from '#compose';
import { createApplication } from '#services/applications.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { type ApiClient, createApiClient } from '../support/api-client.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createMemoryLog } from '../support/log.ts';
import { freePort } from '../support/service.ts';
import { startTcpProxy, type TcpProxy, throughProxy } from '../support/tcp-proxy.ts';
import { newCallSid, readTwiml, sendWebhook, spoken } from './carrier-line.ts';
import { expectProblem } from './problem.ts';

describe('while the database is away', () => {
  const log = createMemoryLog();
  let database: TestDatabase;
  let wire: TcpProxy;
  let simulator: Simulator;
  let service: Service;
  let url: string;
  /** One whose key was seen before the outage, and one whose was not. */
  let api: ApiClient;
  let newcomer: ApiClient;
  let id: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    const { hostname, port: databasePort } = new URL(database.url);
    wire = await startTcpProxy({ host: hostname, port: Number(databasePort) });
    const twilio = { accountSid: `AC${randomBytes(16).toString('hex')}`, authToken: randomBytes(16).toString('hex') };
    simulator = await startSimulator(twilio);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    service = await compose(
      {
        databaseUrl: throughProxy(database.url, wire),
        redisUrl: null,
        twilio: {
          ...twilio,
          ...{ authTokenSecondary: null, apiKey: null, fromNumber: '+15005550006', apiBaseUrl: simulator.url },
        },
        callsPerSecond: null,
        encryptionKeys: [randomBytes(32)],
        publicUrl: url,
        version: '0.0.0-test',
      },
      log,
    );
    await service.listen(port, '127.0.0.1');
    const keys = ['regular', 'newcomer'].map((name) =>
      createApplication(service.deps.applications, { name, brand: 'Acme' }),
    );
    [api, newcomer] = (await Promise.all(keys)).map(({ key }) => createApiClient(url, key)) as [ApiClient, ApiClient];
    id = (await api.create({ to: '+12025550100' })).id;
  });
  afterAll(async () => {
    await wire.restore();
    await service.close();
    await simulator.close();
    await wire.close();
    await database.drop();
  });
  beforeEach(() => wire.cut());

  const to = '+12025550100';
  const back = async () => {
    await wire.restore();
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200);
  };

  it('every request to the API is 503 with Retry-After, and nothing internal', async () => {
    for (const ask of [
      () => api.post('/v1/verifications', { to }, { 'idempotency-key': 'kept' }),
      () => newcomer.post('/v1/verifications', { to }),
      () => api.fetch('/v1/verifications'),
      () => api.fetch(`/v1/verifications/${id}`),
      () => api.fetch(`/v1/verifications/${id}?wait=1&version=1`),
      () => api.fetch(`/v1/verifications/${id}/events`),
      () => api.fetch(`/v1/verifications/${id}/timeline`),
      () => api.post(`/v1/verifications/${id}/cancel`),
      () => api.post(`/v1/verifications/${id}/retry`),
    ]) {
      const response = await ask();
      await expectProblem(response, 'storage_unavailable');
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('a bad request is still told that it is bad', async () => {
    await expectProblem(await api.post('/v1/verifications', { phone: to }), 'invalid_request');
    await expectProblem(await api.post('/v1/verifications', { to: 'nobody' }), 'not_acceptable_value');
  });

  it('the service lives, is not ready, and says what does not answer', async () => {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const response = await fetch(`${url}/readyz`);
    expect((await expectProblem(response, 'not_ready')).detail).toContain('database');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('a person on the telephone hears that it does not work now, instead of nothing', async () => {
    for (const path of [`/carrier/voice/${newAttempt}`, `/carrier/gather/${newAttempt}?prompt=1`]) {
      const document = await readTwiml(
        await sendWebhook({ url, simulator }, path, { CallSid: newCallSid(), Digits: '#' }),
      );
      expect(spoken(document)).toMatch(/sorry.*try again/i);
    }
  });

  it('a status callback is 503, not 403: it was signed, and it was not taken', async () => {
    const params = { CallSid: newCallSid(), CallStatus: 'ringing' };
    await expectProblem(
      await sendWebhook({ url, simulator }, `/carrier/status/${newAttempt}`, params),
      'storage_unavailable',
    );
  });

  it('a stream that is open breaks off, and the operator is told', async () => {
    await back();
    const stream = await api.fetch(`/v1/verifications/${id}/events`);
    await wire.cut();
    const told = log.lines.length;
    service.deps.notifier.publish(id);
    await expect(stream.text()).rejects.toThrow();
    expect(log.lines.slice(told)).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'The database does not answer' }),
    );
  });

  it('and once it is back everything goes on', async () => {
    await back();
    const response = await api.post('/v1/verifications', { to }, { 'idempotency-key': 'kept' });
    expect(response.status).toBe(201);
    expect(await api.get(id)).toMatchObject({ status: 'pending', version: 1 });
  });
});

const newAttempt = '018f0000-0000-7000-8000-000000000000';
