import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '#services/applications.ts';
import { createApiClient } from '../support/api-client.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { expectProblem } from './problem.ts';

const routes = [
  ['POST', '/v1/verifications'],
  ['GET', '/v1/verifications'],
  ['GET', '/v1/verifications/018f0000-0000-7000-8000-000000000000'],
  ['GET', '/v1/verifications/018f0000-0000-7000-8000-000000000000/events'],
  ['GET', '/v1/verifications/018f0000-0000-7000-8000-000000000000/timeline'],
  ['POST', '/v1/verifications/018f0000-0000-7000-8000-000000000000/retry'],
  ['POST', '/v1/verifications/018f0000-0000-7000-8000-000000000000/cancel'],
  ['GET', '/v1/nothing'],
] as const;

describe('without a key in force', () => {
  const clock = createManualClock();
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService({ worker: false, overrides: { clock } });
  });
  afterAll(() => test.close());

  const expectRefused = async (response: Response) => {
    await expectProblem(response, 'unauthorized');
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
  };

  it.each(routes)('%s %s is 401', async (method, path) => {
    await expectRefused(await fetch(test.url + path, { method }));
  });

  it.each([
    ['an unknown key', 'Bearer poundkey_0000000000000000000000000000000000000000000'],
    ['no scheme', 'poundkey_0000000000000000000000000000000000000000000'],
    ['another scheme', 'Basic dXNlcjpwYXNzd29yZA=='],
    ['a scheme without a key', 'Bearer'],
    ['two keys', 'Bearer one two'],
    ['a key that is far too long', `Bearer ${'x'.repeat(1000)}`],
    ['an injection', `Bearer ' OR 1=1 --`],
  ])('%s is 401', async (_what, authorization) => {
    await expectRefused(await test.api.fetch('/v1/verifications', { headers: { authorization } }));
  });

  it('a body is not even looked at', async () => {
    const init = { method: 'POST', headers: { authorization: '', 'content-type': 'application/json' }, body: '{' };
    await expectRefused(await test.api.fetch('/v1/verifications', init));
  });

  it('a key that is revoked is 401 five seconds later at the latest', async () => {
    const { applications } = test.service.deps;
    const { id, key } = await createApplication(applications, { name: 'short-lived', brand: 'Acme' });
    const api = createApiClient(test.url, key);
    expect((await api.fetch('/v1/verifications')).status).toBe(200);
    await applications.revokeKey(id, clock.now());
    clock.advanceSeconds(5);
    await expectRefused(await api.fetch('/v1/verifications'));
  });

  it('the scheme is read in any case, as HTTP has it', async () => {
    const { key } = await createApplication(test.service.deps.applications, { name: 'lower', brand: 'Acme' });
    const response = await fetch(`${test.url}/v1/verifications`, { headers: { authorization: `bearer ${key}` } });
    expect(response.status).toBe(200);
  });
});
