import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser, startFlow, type Visit } from '../http/flow-visitor.ts';
import { addPhone, applicationIdOf } from '../http/phones.ts';
import { expectProblem, paths } from '../http/problem.ts';
import { startTestService, type TestService } from '../support/service.ts';

let test: TestService;
beforeAll(async () => {
  test = await startTestService();
});
afterAll(() => test.close());

const begin = async (userId: string, more: Record<string, unknown> = {}) =>
  createBrowser(test.url).open((await startFlow(test.api, userId, more)).url);

it('no link is in the log, however its address is written', async () => {
  const { url } = await startFlow(test.api, 'ada');
  const token = url.split('/').at(-1) ?? '';
  const response = await fetch(`${test.url}/FLOW/Open/${token}`, { method: 'HEAD' });
  await expect
    .poll(() => test.log.find(({ fields }) => fields.requestId === response.headers.get('x-request-id')))
    .toBeDefined();
  expect(JSON.stringify(test.log)).not.toContain(token);
});

it('tabs of one visit that wait are bounded; other visits and requests that do not wait are not', async () => {
  const [visit, other] = [await begin('bob'), await begin('bob')];
  const { version } = await visit.state();
  const refused: Response[] = [];
  const full = Promise.withResolvers<void>();
  const waiting = Array.from({ length: 25 }, async () => {
    const response = await visit.ask('GET', `state?wait=20&version=${version}`);
    if (response.status === 429 && refused.push(response) === 5) full.resolve();
    return response;
  });
  await full.promise;
  expect(refused[0]?.headers.get('retry-after')).toBe('5');
  await expectProblem(refused[0] as Response, 'too_many_requests');
  expect((await visit.ask('GET', 'state')).status).toBe(200);
  expect((await other.ask('GET', 'state?wait=20')).status).toBe(200);
  // Those that wait go on, and give their places back.
  await visit.choose('+12025550120');
  const answers = await Promise.all(waiting);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect((await visit.ask('GET', 'state?wait=20')).status).toBe(200);
});

describe('the name of an app password', () => {
  let visit: Visit;
  beforeAll(async () => {
    await addPhone(test, { applicationId: await applicationIdOf(test, 'test'), userId: 'carol' }, '+12025550100');
    visit = await begin('carol', { kind: 'account' });
    await visit.post('verification', {});
    await visit.at('account');
  });

  it.each([
    ['turns its direction around', 'Mail \u202eliam'],
    ['isolates a direction', '\u2067Mail'],
    ['goes over lines', 'Mail\nLaptop'],
    ['goes over lines of Unicode', 'Mail\u2028Laptop'],
    ['has a control character', 'Mail\u0085'],
    ['shows nothing: zero width', '\u200b\u200d'],
    ['shows nothing: fillers', '\u3164\u2800'],
    ['is too long', 'x'.repeat(65)],
  ])('is refused when it %s, on the page and by the API', async (_, name) => {
    const refusals = [
      await visit.ask('POST', 'app-passwords', { name }),
      await test.api.post('/v1/users/carol/app-passwords', { name }),
    ];
    for (const each of refusals) expect(paths(await expectProblem(each, 'invalid_request'))).toContain('name');
  });

  it('may be of any script, with signs, and is given back as it is', async () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      'پست\u200cالکترونیک',
      '👩\u200d💻 Laptop',
      "'; DROP TABLE users; --",
    ];
    for (const name of names) expect((await visit.ask('POST', 'app-passwords', { name })).status).toBe(201);
    const account = (await (await visit.ask('GET', 'account')).json()) as { appPasswords: { name: string }[] };
    expect(account.appPasswords.map((each) => each.name).sort()).toEqual([...names].sort());
  });
});

it('answers of the API are kept by nobody on the way', async () => {
  const asked = [
    await test.api.post('/v1/flows', { userId: 'dora', returnUrl: 'http://127.0.0.1:9/' }),
    await test.api.post('/v1/users/dora/app-passwords', { name: 'Mail' }),
    await test.api.fetch('/v1/users/dora'),
  ];
  for (const { status, headers } of asked) {
    expect(status).toBeLessThan(300);
    expect(headers.get('cache-control')).toBe('no-store');
  }
});
