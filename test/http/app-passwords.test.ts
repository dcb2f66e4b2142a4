import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { appPasswordList, createdAppPassword, verifiedAppPassword } from '#http/api/app-password-schemas.ts';
import type { ApiClient } from '../support/api-client.ts';
import { createManualClock } from '../support/clock.ts';
import { onServer } from '../support/server.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { expectProblem, paths } from './problem.ts';

let test: TestService;
let stranger: ApiClient;
const clock = createManualClock(new Date('2026-11-25T09:00:00Z'));
beforeAll(async () => {
  test = await startTestService({ worker: false, overrides: { clock } });
  stranger = await test.addApplication('stranger');
});
afterAll(() => test.close());

/** A user of one's own for each test. */
let user: string;
let users = 0;
beforeEach(() => {
  user = `user-${users++}`;
});

const address = (userId = user) => `/v1/users/${userId}/app-passwords`;
const ask = (userId = user, api = test.api, name = 'Mail') => api.post(address(userId), { name });
const create = async (...asked: Parameters<typeof ask>): Promise<z.output<typeof createdAppPassword>> => {
  const response = await ask(...asked);
  expect(response.status).toBe(201);
  return createdAppPassword.strict().parse(await response.json());
};
const list = async (userId = user, api = test.api) =>
  appPasswordList.parse(await (await api.fetch(address(userId))).json()).data;
const tryOne = (password: string, userId = user, api = test.api) =>
  api.post('/v1/app-passwords/verify', { userId, password });
const verify = async (...tried: Parameters<typeof tryOne>) => {
  const response = await tryOne(...tried);
  expect(response.status).toBe(200);
  return verifiedAppPassword.strict().parse(await response.json());
};
const refused = { verified: false, appPassword: null };
const times = (count: number) => Array.from({ length: count }, (_, i) => i);
const wrong = 'aaaabbbbccccdddd';

describe('making app passwords', () => {
  it('answers 16 lowercase letters that are not kept by anybody on the way, and shows them this once', async () => {
    const response = await test.api.post(address(), { name: '  Mail  ' });
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { password, ...rest } = createdAppPassword.strict().parse(await response.json());
    expect(password).toMatch(/^[a-z]{16}$/);
    expect(rest).toEqual({ id: expect.any(String), name: 'Mail', createdAt: clock.now().toISOString() });
    const listed = await (await test.api.fetch(address())).text();
    expect(JSON.parse(listed)).toEqual({ data: [{ ...rest, lastUsedAt: null }] });
  });

  it('makes another each time, which is listed first', async () => {
    const [first, second] = [await create(user, test.api, 'Mail'), await create(user, test.api, 'Calendar')];
    expect(first.password).not.toBe(second.password);
    expect((await list()).map(({ name }) => name)).toEqual(['Calendar', 'Mail']);
  });

  it('ends at 40 a user, also when more are asked for at once; one removed makes room', async () => {
    const answers = await Promise.all(times(45).map(() => ask()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(40);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect((await expectProblem(answer, 'not_acceptable_value')).detail).toContain('40 app passwords');
    }
    const [newest] = await list();
    expect((await test.api.fetch(`${address()}/${newest?.id}`, { method: 'DELETE' })).status).toBe(204);
    await create();
  });

  it.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: '   ' }, 'name'],
    [{ name: 'x'.repeat(65) }, 'name'],
    [{ name: 'a\u0000b' }, 'name'],
    [{ name: 1 }, 'name'],
    [{ name: 'Mail', password: wrong }, 'password'],
  ])('refuses %j', async (body, path) => {
    const problem = await expectProblem(await test.api.post(address(), body), 'invalid_request');
    expect(paths(problem)).toEqual([path]);
    expect(await list()).toEqual([]);
  });
});

describe('an app password', () => {
  it.each([
    ['as it was shown', (password: string) => password],
    ['in groups', (password: string) => password.replace(/(.{4})/g, '$1 ')],
    ['with dashes', (password: string) => password.replace(/(.{4})(?=.)/g, '$1-')],
    ['in capitals', (password: string) => password.toUpperCase()],
  ])('is right %s, and remembers when it was used', async (_how, typed) => {
    const { id, password } = await create();
    expect(await verify(typed(password))).toEqual({ verified: true, appPassword: { id, name: 'Mail' } });
    expect(await list()).toMatchObject([{ id, lastUsedAt: clock.now().toISOString() }]);
  });

  it('is told from the others of the user', async () => {
    const passwords = [await create(user, test.api, 'Mail'), await create(user, test.api, 'Calendar')];
    for (const { id, name, password } of passwords) {
      expect(await verify(password)).toEqual({ verified: true, appPassword: { id, name } });
    }
  });

  it('is worth nothing once it was removed, which is done once', async () => {
    const { id, password } = await create();
    const remove = () => test.api.fetch(`${address()}/${id}`, { method: 'DELETE' });
    expect((await remove()).status).toBe(204);
    expect(await verify(password)).toEqual(refused);
    await expectProblem(await remove(), 'not_found');
  });

  it.each(['wrong', 'malformed', 'of another user', 'of the user of another application'])(
    'is refused alike when it is %s',
    async (how) => {
      const { password } = await create(how === 'of another user' ? 'somebody-else' : user, test.api);
      const tried = { wrong, malformed: 'x' }[how] ?? password;
      const api = how.endsWith('application') ? stranger : test.api;
      expect(await verify(tried, user, api)).toEqual(refused);
    },
  );

  it('is refused alike for a user nobody knows, who is not known after it either', async () => {
    expect(await verify(wrong)).toEqual(refused);
    await expectProblem(await test.api.fetch(`/v1/users/${user}`), 'not_found');
  });

  it('is refused alike while the user is blocked, and is not marked as used', async () => {
    const { password } = await create();
    await test.api.post(`/v1/users/${user}/block`, { reason: 'stolen', seconds: 60 });
    expect(await verify(password)).toEqual(refused);
    expect(await list()).toMatchObject([{ lastUsedAt: null }]);
    clock.advanceSeconds(60);
    expect(await verify(password)).toMatchObject({ verified: true });
  });

  it('is listed, removed and made by its own application alone', async () => {
    const { id } = await create();
    expect(await list(user, stranger)).toEqual([]);
    await expectProblem(await stranger.fetch(`${address()}/${id}`, { method: 'DELETE' }), 'not_found');
    await expectProblem(await test.api.fetch(`${address()}/no-id`, { method: 'DELETE' }), 'not_found');
    expect(await list()).toHaveLength(1);
  });

  it.each([
    [{}, ['userId', 'password']],
    [{ userId: 'ada', password: '' }, ['password']],
    [{ userId: 'ada', password: 'x'.repeat(201) }, ['password']],
    [{ userId: '', password: wrong }, ['userId']],
    [{ userId: 'ada', password: wrong, name: 'Mail' }, ['name']],
  ])('cannot be asked about with %j', async (body, wrongFields) => {
    const problem = await expectProblem(await test.api.post('/v1/app-passwords/verify', body), 'invalid_request');
    expect(paths(problem)).toEqual(wrongFields);
  });
});

describe('guessing app passwords', () => {
  it('is over after ten wrong tries, however they come, and says when to come again', async () => {
    const { password } = await create();
    const answers = await Promise.all(times(15).map(() => tryOne(wrong)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const late = await tryOne(password);
    const seconds = Number(late.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(600);
    expect((await expectProblem(late, 'too_many_requests')).detail).toContain('try again in');
  });

  it('is over alike for a user nobody knows, and for one who is blocked', async () => {
    const { password } = await create();
    await test.api.post(`/v1/users/${user}/block`, { reason: 'stolen' });
    for (const [tried, userId] of [
      [wrong, 'nobody-at-all'],
      [password, user],
    ] as const) {
      for (const _ of times(10)) expect(await verify(tried, userId)).toEqual(refused);
      await expectProblem(await tryOne(tried, userId), 'too_many_requests');
    }
  });

  it('keeps nobody else out: another user, and the user of another application', async () => {
    for (const _ of times(11)) await tryOne(wrong);
    for (const [userId, api] of [
      ['somebody-free', test.api],
      [user, stranger],
    ] as const) {
      const { password } = await create(userId, api);
      expect(await verify(password, userId, api)).toMatchObject({ verified: true });
    }
  });

  it('does not count those that are right, between wrong ones too', async () => {
    const { password } = await create();
    for (const _ of times(9)) await verify(wrong);
    for (const _ of times(15)) expect(await verify(password)).toMatchObject({ verified: true });
    expect(await verify(wrong)).toEqual(refused);
    await expectProblem(await tryOne(wrong), 'too_many_requests');
  });
});

it('an app password is nowhere in the log and in no table, in any way in which it could be read', async () => {
  const { password } = await create();
  const typed = password.toUpperCase().replace(/(.{4})/g, '$1 ');
  for (const tried of [password, typed]) await verify(tried);
  await tryOne(password, 'somebody-free');
  const stored = await everything(test.database.url);
  expect(stored).toContain(user);
  for (const text of [stored, JSON.stringify(test.log)]) {
    for (const form of [password, typed, typed.trim(), password.toUpperCase()]) {
      expect(text).not.toContain(form);
      expect(text).not.toContain(Buffer.from(form).toString('hex'));
      expect(text).not.toContain(Buffer.from(form).toString('base64').replaceAll('=', ''));
    }
  }
});

/** All rows of all tables as text. */
async function everything(url: string): Promise<string> {
  return onServer(url, async (client) => {
    const tables = `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`;
    const texts: string[] = [];
    for (const { name } of (await client.query<{ name: string }>(tables)).rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      texts.push(name, ...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  });
}
