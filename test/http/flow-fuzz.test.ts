import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { createBrowser, startFlow, type Visit } from './flow-visitor.ts';
import { anyAddress, anyRequest, type Sent } from './fuzz.ts';
import { addPhone, applicationIdOf } from './phones.ts';

let test: TestService;
let database: pg.Client;
beforeAll(async () => {
  // Without a worker, nothing changes but by what is asked here.
  test = await startTestService({ worker: false });
  database = new pg.Client({ connectionString: test.database.url });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await test.close();
});

const tables = ['users', 'factors', 'flows', 'app_passwords', 'remembered_devices', 'bypasses', 'blocks'];
const all = [...tables, 'verifications']
  .map((table) => `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS rows FROM ${table} t`)
  .join(' UNION ALL ');
const stored = async () => JSON.stringify((await database.query(all)).rows);

/** Fails where the service does, and where it has refused a request and kept something of it. */
async function expectWhole(send: () => Promise<Response>): Promise<number> {
  const before = await stored();
  const response = await send();
  const text = await response.text();
  expect(response.status, text).toBeLessThan(500);
  if (response.status >= 400) {
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await stored()).toBe(before);
  }
  return response.status;
}

const init = ({ method, body, headers }: Sent): RequestInit => (method === 'GET' ? {} : { method, body, headers });

const phone = { number: '+12025550100', kind: 'office', channel: 'call', extension: '12' };
// `finish` and `leave` end a visit when they are right: what they refuse is in flow-browser.test.ts.
const ofPages = anyRequest([
  ['GET', 'state?wait=0&version={}', {}],
  ['GET', 'state?wait={}', {}],
  ['GET', 'account', {}],
  ['POST', 'phones', phone],
  ['POST', 'phones/{}/default', {}],
  ['DELETE', 'phones/{}', {}],
  ['POST', 'reauthenticate', {}],
  ['POST', 'verification', { phoneId: 'x', channel: 'sms' }],
  ['POST', 'verification/retry', {}],
  ['POST', 'verification/resend', {}],
  ['POST', 'verification/cancel', {}],
  ['POST', 'verification/check', { code: '123 456' }],
  ['POST', 'app-passwords', { name: 'Mail' }],
  ['DELETE', 'app-passwords/{}', {}],
  ['DELETE', 'devices/{}', {}],
  ['PUT', '{}/{}', {}],
]);

describe.each(['signin', 'account'] as const)('the pages of a visit (%s)', (kind) => {
  let browser: ReturnType<typeof createBrowser>;
  let visit: Visit;
  beforeEach(async () => {
    browser = createBrowser(test.url);
    visit = await browser.open((await startFlow(test.api, `ada-${kind}`, { kind })).url);
    if (kind === 'signin') return;
    // As after a call that was answered.
    const applicationId = await applicationIdOf(test, 'test');
    const { id: factorId } = await addPhone(test, { applicationId, userId: `ada-${kind}` }, '+12035550100');
    const verified = `UPDATE flows SET status = 'verified', method = 'call', verified_at = now(), factor_id = $2 WHERE id = $1`;
    await database.query(verified, [visit.flowId, factorId]);
    expect(await visit.state()).toMatchObject({ step: 'account' });
  });

  it('never fail, and keep nothing of a request that they refuse', async () => {
    const send = (sent: Sent) =>
      expectWhole(() => browser.fetch(`/flow/${visit.flowId}/${sent.path}`, init(sent))).then(() => {});
    await fc.assert(fc.asyncProperty(ofPages, send), { numRuns: 150 });
  });

  it('tell nothing and change nothing without the cookie', async () => {
    const stranger = createBrowser(test.url);
    const send = async (sent: Sent) => {
      const status = await expectWhole(() => stranger.fetch(`/flow/${visit.flowId}/${sent.path}`, init(sent)));
      expect(status).toBeGreaterThanOrEqual(400);
    };
    await fc.assert(fc.asyncProperty(ofPages, send), { numRuns: 50 });
  });
});

it('a link and a page of any address lead to a page or a refusal', async () => {
  const path = anyAddress(['/flow/{}', '/flow/open/{}', '/flow/open/{}/{}', '/flow/{}/state', '/logos/{}']);
  const send = (at: string) => expectWhole(() => fetch(test.url + at, { redirect: 'manual' })).then(() => {});
  await fc.assert(fc.asyncProperty(path, send), { numRuns: 50 });
});

it('the API of users, phones, app passwords and visits never fails, and keeps nothing of what it refuses', async () => {
  const { id: flowId } = await startFlow(test.api, 'bob');
  const ofApi = anyRequest([
    ['GET', '/v1/users/{}', {}],
    ['PUT', '/v1/users/{}', { displayName: 'Bob', mfaRequired: false, locale: 'de-DE', defaultFactorId: null }],
    ['DELETE', '/v1/users/{}', {}],
    ['POST', '/v1/users/bob/factors', { ...phone, status: 'verified' }],
    ['PATCH', '/v1/users/bob/factors/{}', { kind: 'mobile', channel: 'sms' }],
    ['DELETE', '/v1/users/{}/factors/{}', {}],
    ['POST', '/v1/users/{}/app-passwords', { name: 'Mail' }],
    ['DELETE', '/v1/users/bob/app-passwords/{}', {}],
    ['POST', '/v1/app-passwords/verify', { userId: 'bob', password: 'abcd efgh ijkl mnop' }],
    ['POST', '/v1/users/{}/bypass', { seconds: 60, reason: 'lost' }],
    ['GET', '/v1/users/{}/remembered-devices', {}],
    ['DELETE', '/v1/users/bob/remembered-devices/{}', {}],
    ['POST', '/v1/users/bob/reset', { factors: true, appPasswords: true }],
    ['POST', '/v1/flows', { userId: 'bob', returnUrl: 'http://127.0.0.1:9/', kind: 'account', context: 'Pay' }],
    ['GET', '/v1/flows/{}', {}],
    ['POST', `/v1/flows/${flowId}/complete`, { code: 'x' }],
    ['POST', '/v1/flows/{}/reauthenticate', { token: 'x' }],
  ]);
  const send = (sent: Sent) => expectWhole(() => test.api.fetch(sent.path, init(sent))).then(() => {});
  await fc.assert(fc.asyncProperty(ofApi, send), { numRuns: 250 });
});
