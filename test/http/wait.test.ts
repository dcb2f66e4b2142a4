import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '#services/applications.ts';
import { createApiClient } from '../support/api-client.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { handAt } from './hand.ts';
import { expectProblem, paths } from './problem.ts';

/** Longer than a test may take: a poll that should answer before and does not fails its test. */
const LONG = 'wait=30';

describe('GET /v1/verifications/{id}', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
  });
  afterAll(() => test.close());

  /** Verified, with its call over: nothing changes any more. */
  const verified = async (to = '+12025550100') => {
    const { id } = await test.api.create({ to });
    await test.api.outcome(id);
    await handAt(test.simulator, to).ended();
    return test.api.get(id);
  };

  it('answers at once when the version has been passed', async () => {
    const { id, version } = await test.api.create({ to: '+12025550120' });
    expect((await test.api.get(id, `?${LONG}&version=${version - 1}`)).version).toBeGreaterThanOrEqual(version);
  });

  it('answers at once when the status is final, whatever the version', async () => {
    const { id, version } = await verified();
    for (const query of [`?${LONG}`, `?${LONG}&version=${version}`, `?${LONG}&version=${version + 100}`]) {
      expect(await test.api.get(id, query)).toMatchObject({ status: 'verified', version });
    }
  });

  it('wakes with every step of a call: picked up, key pressed', async () => {
    const to = '+12025550121';
    const hand = handAt(test.simulator, to);
    const { id } = await test.api.create({ to });
    await hand.ringing();
    const ringing = await test.api.until(id, ({ attempt }) => attempt.status === 'ringing');
    const pickedUp = test.api.get(id, `?${LONG}&version=${ringing.version}`);
    await hand.answer();
    expect((await pickedUp).version).toBeGreaterThan(ringing.version);
    const talking = await test.api.until(id, ({ attempt }) => attempt.status === 'in-progress');
    const polls = Promise.all([0, 1, 2].map(() => test.api.get(id, `?${LONG}&version=${talking.version}`)));
    await hand.press('#');
    for (const seen of await polls) expect(seen.version).toBeGreaterThan(talking.version);
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified', reason: null });
  });

  it('wakes with a change that comes after it was asked, when no version is given', async () => {
    const to = '+12025550122';
    const { id } = await test.api.create({ to });
    await handAt(test.simulator, to).ringing();
    // The call may ring before the carrier's answer to its order is written down, which is a change too.
    const { version } = await test.api.until(id, (now) => now.attempt.status === 'ringing' && now.version === 5);
    const [seen] = await Promise.all([test.api.get(id, `?${LONG}`), test.api.post(`/v1/verifications/${id}/cancel`)]);
    expect(seen).toMatchObject({ status: 'canceled' });
    expect(seen.version).toBeGreaterThan(version);
  });

  it('is 304 for the ETag of the same version, also weak and in a list, and 200 for any other', async () => {
    const { id } = await verified();
    const etag = (await test.api.fetch(`/v1/verifications/${id}`)).headers.get('etag') ?? '';
    const ask = (ifNoneMatch: string) =>
      test.api.fetch(`/v1/verifications/${id}`, { headers: { 'if-none-match': ifNoneMatch } });
    for (const same of [etag, `W/${etag}`, `"0", ${etag}`, '*']) {
      const response = await ask(same);
      expect({ same, status: response.status, etag: response.headers.get('etag') }).toEqual({
        same,
        status: 304,
        etag,
      });
      expect(await response.text()).toBe('');
    }
    for (const other of ['"0"', etag.replaceAll('"', ''), '']) expect((await ask(other)).status).toBe(200);
  });

  it('has another ETag after every change', async () => {
    const to = '+12025550124';
    const { id } = await test.api.create({ to });
    const etag = async () => (await test.api.fetch(`/v1/verifications/${id}`)).headers.get('etag');
    await handAt(test.simulator, to).ringing();
    await test.api.until(id, ({ attempt }) => attempt.status === 'ringing');
    const before = await etag();
    await test.api.post(`/v1/verifications/${id}/cancel`);
    expect(await etag()).not.toBe(before);
  });

  it.each([
    ['wait', 'wait=-1'],
    ['wait', 'wait=31'],
    ['wait', 'wait=soon'],
    ['wait', 'wait=Infinity'],
    ['wait', 'wait=1&wait=2'],
    ['version', 'wait=1&version=-1'],
    ['version', 'wait=1&version=1.5'],
    ['version', 'wait=1&version=latest'],
    ['timeout', 'timeout=5'],
  ])('is 400 that names %s for ?%s', async (path, query) => {
    const { id } = await test.api.create({ to: '+12025550100' });
    const response = await test.api.fetch(`/v1/verifications/${id}?${query}`);
    expect(paths(await expectProblem(response, 'invalid_request'))).toEqual([path]);
  });
});

describe('GET /v1/verifications/{id} while nothing changes', () => {
  it('answers with what it is when the time is over', async () => {
    const test = await startTestService({ worker: false });
    const created = await test.api.create({ to: '+12025550100' });
    expect(await test.api.get(created.id, `?wait=1&version=${created.version}`)).toEqual(created);
    await test.close();
  });

  it('answers with what it is when the service stops', async () => {
    const test = await startTestService({ worker: false });
    const { key } = await createApplication(test.service.deps.applications, { name: 'patient', brand: 'Acme' });
    const created = await createApiClient(test.url, key).create({ to: '+12025550100' });
    const address = `${test.url}/v1/verifications/${created.id}?${LONG}&version=${created.version}`;
    const { answer, arrived } = poll(address, key);
    await arrived;
    await Promise.all([answer, test.close()]);
    expect(await answer).toEqual({ status: 200, body: created });
  });
});

/** A poll whose arrival is known: the server says 100 Continue when it has taken the request. */
function poll(address: string, key: string) {
  const arrived = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<{ status: number | undefined; body: unknown }>();
  const headers = { authorization: `Bearer ${key}`, expect: '100-continue' };
  request(address, { headers })
    .on('continue', arrived.resolve)
    .on('error', answer.reject)
    .on('response', async (response) => answer.resolve({ status: response.statusCode, body: await json(response) }))
    .end();
  return { answer: answer.promise, arrived: arrived.promise };
}
