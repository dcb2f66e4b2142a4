import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDocument } from 'zod-openapi';
import { authenticated } from '#http/api/authenticated.ts';
import { jsonBody } from '#http/api/json-body.ts';
import { userPaths } from '#http/api/user-paths.ts';
import { user } from '#http/api/user-schemas.ts';
import { userRoutes } from '#http/api/users.ts';
import { problemHandler } from '#http/problem.ts';
import { requestLog } from '#http/request-log.ts';
import type { UserSecretStore } from '#ports/user-secrets.ts';
import type { UserStore } from '#ports/users.ts';
import { createApplication, createAuthenticate } from '#services/applications.ts';
import { createPinHash } from '#services/pin-hash.ts';
import { createApplicationStore } from '#store/applications.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { openPrisma } from '#store/prisma.ts';
import { createUserSecretStore } from '#store/user-secrets.ts';
import { createUserStore } from '#store/users.ts';
import { type ApiClient, createApiClient } from '../support/api-client.ts';
import { createManualClock, type ManualClock } from '../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createMemoryLog } from '../support/log.ts';
import { expectProblem, paths } from './problem.ts';

const PIN = '48291750';
const DAY_SECONDS = 86_400;
const [older, newer] = [randomBytes(32), randomBytes(32)];
const pinHash = createPinHash([older]);
const log = createMemoryLog();

let own: TestDatabase;
let database: Database;
let users: UserStore;
let userSecrets: UserSecretStore;
let server: Server;
let api: ApiClient;
let stranger: ApiClient;
let applicationId: string;
let clock: ManualClock;
/** Whose verifications were ended, and whether they were blocked by then. */
let ended: { application: string; userId: string; blocked: boolean }[];
const cancelOpen = async () => {};

beforeAll(async () => {
  own = await createTestDatabase();
  database = openDatabase(own.url, () => {});
  const prisma = openPrisma(database);
  users = createUserStore(database, prisma);
  userSecrets = createUserSecretStore(database, prisma);
  const applications = createApplicationStore(prisma);
  const authenticate = createAuthenticate(applications, { now: () => new Date() });
  const endBlocked = async (application: string, userId: string) => {
    const query = { applicationId: application, userId, toHashes: [], at: clock.now() };
    ended.push({ application, userId, blocked: (await users.activeBlock(query)) !== null });
  };
  const app = express().use(requestLog(log, (_fields, work) => work()));
  app.use('/v1', authenticated(authenticate), jsonBody);
  app.use(
    '/v1/users',
    userRoutes({ users, userSecrets, pinHash, clock: { now: () => clock.now() }, endBlocked, cancelOpen }),
  );
  app.use(problemHandler(log));
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [mine, theirs] = [
    await createApplication(applications, { name: 'mine', brand: 'Acme' }),
    await createApplication(applications, { name: 'theirs', brand: 'Acme' }),
  ];
  applicationId = mine.application.id;
  [api, stranger] = [createApiClient(url, mine.key), createApiClient(url, theirs.key)];
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await database.close();
  await own.drop();
});
beforeEach(() => {
  clock = createManualClock(new Date('2026-11-25T09:00:00Z'));
  ended = [];
});

const addressOf = (id: string, part = '') => `/v1/users/${encodeURIComponent(id)}${part}`;
const putPin = (id: string, body: unknown) =>
  api.fetch(addressOf(id, '/pin'), {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const block = (id: string, body: unknown) => api.post(addressOf(id, '/block'), body);
const remove = (client: ApiClient, id: string, part: string) => client.fetch(addressOf(id, part), { method: 'DELETE' });
const read = async (id: string) => user.strict().parse(await (await api.fetch(addressOf(id))).json());
const inDays = (days: number) => new Date(clock.now().getTime() + days * DAY_SECONDS * 1000).toISOString();

describe('PUT and DELETE /v1/users/{userId}/pin', () => {
  it('keeps a hash that only the PIN of this user matches, also when the key has been rotated', async () => {
    expect((await putPin('ann', { pin: PIN })).status).toBe(204);
    const stored = await users.pinHashOf(applicationId, 'ann');
    if (!stored) throw new Error('No PIN was kept.');
    const rotated = createPinHash([newer, older]);
    for (const hash of [pinHash, rotated]) expect(hash.matches(stored, applicationId, 'ann', PIN)).toBe(true);
    expect(pinHash.matches(stored, applicationId, 'ann', '48291751')).toBe(false);
    expect(pinHash.matches(stored, applicationId, 'bob', PIN)).toBe(false);
    expect(createPinHash([newer]).matches(stored, applicationId, 'ann', PIN)).toBe(false);
    expect(pinHash.matches(Buffer.alloc(0), applicationId, 'ann', PIN)).toBe(false);
    expect(rotated.hash(applicationId, 'ann', PIN)).not.toEqual(stored);
  });

  it('shows when it was set, and nothing of it; then it is gone, as often as one asks', async () => {
    await putPin('carl', { pin: PIN });
    expect(await read('carl')).toMatchObject({ id: 'carl', pinSetAt: clock.now().toISOString(), block: null });
    const statuses = [await remove(api, 'carl', '/pin'), await remove(api, 'carl', '/pin')].map(({ status }) => status);
    expect(statuses).toEqual([204, 204]);
    expect(await read('carl')).toMatchObject({ id: 'carl', pinSetAt: null, block: null });
  });

  it.each([
    {},
    { pin: null },
    { pin: 4829 },
    { pin: '482' },
    { pin: '4'.repeat(17) },
    { pin: '48 29' },
    { pin: '٤٨٢٩' },
  ])('is 400 that names pin for %j', async (body) => {
    expect(paths(await expectProblem(await putPin('dora', body), 'invalid_request'))).toEqual(['pin']);
  });

  it.each(['1111', '1234', '7890', '1212', '1984', '2580', '1004'])(
    'is 422 for the weak PIN %s, without repeating it, and keeps the PIN there was',
    async (pin) => {
      await putPin('emma', { pin: PIN });
      const problem = await expectProblem(await putPin('emma', { pin }), 'not_acceptable_value');
      expect(paths(problem)).toEqual(['pin']);
      expect(JSON.stringify({ ...problem, requestId: '' })).not.toContain(pin);
      expect(await users.pinHashOf(applicationId, 'emma')).toEqual(pinHash.hash(applicationId, 'emma', PIN));
    },
  );

  it('leaves the PIN in no line of the log', async () => {
    await putPin('finn', { pin: PIN });
    await putPin('finn', { pin: PIN, more: PIN });
    expect(log.lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(log.lines)).not.toContain(PIN);
  });
});

describe('POST and DELETE /v1/users/{userId}/block', () => {
  it('blocks for 90 days, and only then ends the open verifications of this user', async () => {
    const response = await block('gail', { reason: ' phone stolen ' });
    const made = { reason: 'phone stolen', createdAt: inDays(0), endsAt: inDays(90), verificationId: null };
    expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: made });
    expect(await read('gail')).toMatchObject({ id: 'gail', pinSetAt: null, block: made });
    expect(ended).toEqual([{ application: applicationId, userId: 'gail', blocked: true }]);
  });

  it('is over when its end has come', async () => {
    await block('hugh', { reason: 'away', seconds: 60 });
    clock.advanceSeconds(60);
    expect((await read('hugh')).block).toBeNull();
  });

  it('gives a blocked user the new reason and end', async () => {
    await block('iris', { reason: 'first', seconds: 60 });
    await block('iris', { reason: 'second', until: '2027-01-01T01:00:00+01:00' });
    expect((await read('iris')).block).toMatchObject({ reason: 'second', endsAt: '2027-01-01T00:00:00.000Z' });
  });

  it('is lifted with 204, also when there is none', async () => {
    await block('jack', { reason: 'mistake' });
    expect((await remove(api, 'jack', '/block')).status).toBe(204);
    expect((await read('jack')).block).toBeNull();
    expect((await remove(api, 'jack', '/block')).status).toBe(204);
  });

  it.each([
    ['reason', {}],
    ['reason', { reason: ' ' }],
    ['reason', { reason: 'x'.repeat(201) }],
    ['reason', { reason: 'bell \u0007' }],
    ['seconds', { reason: 'x', seconds: 0 }],
    ['seconds', { reason: 'x', seconds: 1.5 }],
    ['seconds', { reason: 'x', seconds: '60' }],
    ['until', { reason: 'x', until: 'tomorrow' }],
    ['until', { reason: 'x', until: '2027-01-01T00:00:00Z', seconds: 60 }],
    ['days', { reason: 'x', days: 3 }],
  ])('is 400 that names %s for %j, and blocks nobody', async (path, body) => {
    expect(paths(await expectProblem(await block('kate', body), 'invalid_request'))).toEqual([path]);
    expect([(await api.fetch(addressOf('kate'))).status, ended]).toEqual([404, []]);
  });

  it('is 422 for an end that has passed or is more than ten years away', async () => {
    const ends = [
      { until: inDays(0) },
      { until: inDays(3_654) },
      { seconds: 3_654 * DAY_SECONDS },
      { seconds: 2 ** 52 },
    ];
    for (const end of ends) {
      const problem = await expectProblem(await block('liam', { reason: 'x', ...end }), 'not_acceptable_value');
      expect(paths(problem)).toEqual(Object.keys(end));
    }
    expect((await block('liam', { reason: 'x', until: '2036-11-25T09:00:00Z' })).status).toBe(200);
  });
});

describe('users', () => {
  it('whom nobody told us of are 404, as are those of another application, who cannot be changed either', async () => {
    await putPin('mona', { pin: PIN });
    await block('mona', { reason: 'x' });
    await remove(stranger, 'mona', '/pin');
    await remove(stranger, 'mona', '/block');
    await expectProblem(await stranger.fetch(addressOf('mona')), 'not_found');
    await expectProblem(await api.fetch(addressOf('nobody')), 'not_found');
    expect(await read('mona')).toMatchObject({ pinSetAt: expect.any(String), block: { reason: 'x' } });
  });

  it.each(['a/b', 'Zoë & co', '100%', 'x'.repeat(200)])('may have any id of the login system: %s', async (id) => {
    await block(id, { reason: 'x' });
    expect((await read(id)).id).toBe(id);
  });

  it.each(['a\u0000b', 'x'.repeat(201)])('cannot have an id that cannot be stored: 400 for %j', async (id) => {
    for (const response of [await api.fetch(addressOf(id)), await block(id, { reason: 'x' })]) {
      expect(paths(await expectProblem(response, 'invalid_request'))).toEqual(['userId']);
    }
  });
});

it('what OpenAPI tells of users is exactly the routes that there are', () => {
  const described = userPaths();
  const router = userRoutes({ users, userSecrets, pinHash, clock, endBlocked: async () => {}, cancelOpen });
  const served = router.stack.flatMap(({ route }) =>
    (route?.stack ?? []).map(({ method }) => `${method} /v1/users${route?.path.replace(/:(\w+)/, '{$1}')}`),
  );
  const told = Object.entries(described).flatMap(([path, methods]) =>
    Object.keys(methods).map((each) => `${each} ${path}`),
  );
  expect(told.sort()).toEqual(served.sort());
  createDocument({ openapi: '3.1.0', info: { title: 'users', version: '0' }, paths: described });
});
