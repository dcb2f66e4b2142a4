import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createdEndpoint, endpoint, endpointList } from '#http/api/webhook-endpoint-schemas.ts';
import type { ApiClient } from '../support/api-client.ts';
import { onServer } from '../support/server.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { expectProblem } from './problem.ts';

const ROOT = '/v1/webhook-endpoints';
const url = 'https://login.example.com/events';
const events = ['verification.fraud_reported'];

let test: TestService;
let allowed: ApiClient;
let stranger: ApiClient;
beforeAll(async () => {
  test = await startTestService({ worker: false });
  allowed = await test.addApplication('allowed');
  stranger = await test.addApplication('stranger');
  const { applications } = test.service.deps;
  const { id } = (await applications.findByName('allowed')) ?? { id: '' };
  await applications.changeSettings(id, { eventHosts: ['localhost', '10.0.0.5', '::1'] });
});
afterAll(() => test.close());

const post = (body: unknown, api = test.api) => api.post(ROOT, body);
const made = async (body: unknown = { url, events }, api = test.api) => {
  const response = await post(body, api);
  expect(response.status).toBe(201);
  return createdEndpoint.strict().parse(await response.json());
};
const patch = (id: string, body: unknown, api = test.api) =>
  api.fetch(`${ROOT}/${id}`, {
    method: 'PATCH',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const remove = (id: string, api = test.api) => api.fetch(`${ROOT}/${id}`, { method: 'DELETE' });
const list = async (api = test.api) =>
  endpointList.extend({ data: endpoint.strict().array() }).parse(await (await api.fetch(ROOT)).json()).data;

describe('a webhook endpoint', () => {
  it('is made with a secret of its own that is shown once, and kept encrypted', async () => {
    const [first, second] = [await made(), await made()];
    expect(first).toMatchObject({ url, events, enabled: true });
    for (const { secret } of [first, second]) {
      expect(secret).toMatch(/^whsec_/);
      expect(Buffer.from(secret.slice(6), 'base64').length).toBeGreaterThanOrEqual(24);
    }
    expect(first.secret).not.toBe(second.secret);
    const { secret, ...shown } = first;
    expect(await list()).toContainEqual(shown);
    const rows = await onServer(test.database.url, (client) => client.query('SELECT * FROM webhook_endpoints'));
    const kept = rows.rows.map(({ secret_encrypted: bytes }) => bytes.toString('latin1')).join();
    for (const text of [kept, JSON.stringify(rows.rows), JSON.stringify(test.log)]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(secret.slice(6));
    }
    for (const { id } of [first, second]) expect((await remove(id)).status).toBe(204);
  });

  it('is changed in what is named and stays as it is in the rest, and its secret is not shown again', async () => {
    const { secret: _, ...before } = await made();
    const response = await patch(before.id, { enabled: false });
    const changed = endpoint.strict().parse(await response.json());
    expect(changed).toEqual({ ...before, enabled: false, updatedAt: changed.updatedAt });
    const moved = await (await patch(before.id, { url: 'https://login.example.org/' })).json();
    expect(moved).toMatchObject({ url: 'https://login.example.org/', events, enabled: false });
    expect((await remove(before.id)).status).toBe(204);
    expect(await list()).toEqual([]);
    await expectProblem(await remove(before.id), 'not_found');
  });

  it('of another application answers exactly as one that is not there, and stays as it is', async () => {
    const { secret: _, ...mine } = await made();
    const missing = '01900000-0000-7000-8000-000000000000';
    for (const id of [mine.id, missing, 'no-id']) {
      await expectProblem(await patch(id, { enabled: false }, stranger), 'not_found');
      await expectProblem(await remove(id, stranger), 'not_found');
    }
    expect(await list(stranger)).toEqual([]);
    expect(await list()).toEqual([mine]);
    await remove(mine.id);
  });

  it('is one of ten at most, also when many are made at once', async () => {
    const crowd = await test.addApplication('crowd');
    const answers = await Promise.all(Array.from({ length: 14 }, () => post({ url, events }, crowd)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(10).fill(201), ...Array(4).fill(422)]);
    expect(await list(crowd)).toHaveLength(10);
    await made();
    const [first] = await list(crowd);
    await remove(first?.id ?? '', crowd);
    await made(undefined, crowd);
  });
});

describe('an address', () => {
  it.each([
    'http://login.example.com/events',
    'https://user:password@login.example.com/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://10.0.0.5/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://224.0.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[fd00:ec2::254]/',
    'https://[::ffff:10.0.0.5]/',
  ])('%s is refused, with the field', async (address) => {
    const problem = await expectProblem(await post({ url: address, events }), 'not_acceptable_value');
    expect(problem.errors).toEqual([expect.objectContaining({ path: 'url' })]);
    const { id } = await made();
    await expectProblem(await patch(id, { url: address }), 'not_acceptable_value');
    await remove(id);
  });

  it('on a host that an operator has allowed may be without TLS and not public', async () => {
    for (const address of ['http://localhost:8080/a', 'http://10.0.0.5/a', 'http://[::1]:8080/a']) {
      expect(await made({ url: address, events }, allowed)).toMatchObject({ url: address });
    }
    await expectProblem(await post({ url: 'http://10.0.0.6/', events }, allowed), 'not_acceptable_value');
  });
});

describe('a body', () => {
  it.each([
    ['url', { events }],
    ['url', { url: 'login.example.com', events }],
    ['url', { url: 'ftp://login.example.com/', events }],
    ['url', { url: 'https://', events }],
    ['url', { url: `https://login.example.com/${'a'.repeat(2_048)}`, events }],
    ['events', { url }],
    ['events', { url, events: [] }],
    ['events.0', { url, events: ['verification.verified'] }],
    ['enabled', { url, events, enabled: 'yes' }],
    ['secret', { url, events, secret: 'whsec_AAAA' }],
  ])('that is wrong in %s is refused (%#)', async (path, body) => {
    const problem = await expectProblem(await post(body), 'invalid_request');
    expect(problem.errors).toEqual([expect.objectContaining({ path })]);
  });
});
