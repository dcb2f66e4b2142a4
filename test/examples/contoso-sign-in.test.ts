import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ANA_ID, ana, type Contoso, completed, noticeAt, signIn, startContoso } from './contoso.ts';
import { type FakeApi, KEY, startFakeApi } from './fake-api.ts';

let api: FakeApi;
let contoso: Contoso;
beforeAll(async () => {
  api = await startFakeApi();
  contoso = await startContoso(api.url);
});
afterAll(async () => {
  await contoso.close();
  await api.close();
});
beforeEach(() => {
  Object.assign(api, { broken: null, completion: completed });
  api.asked.length = 0;
});

it('sends whoever gave the right password to the hosted pages, greeted by name', async () => {
  const page = await signIn(contoso.visitor());
  expect([page.status, page.location]).toEqual([303, `${api.url}/flow/open/token-of-flow-1`]);
  const own = `${contoso.url}/demo`;
  expect(api.asked).toEqual([
    {
      ...{ method: 'PUT', path: `/v1/users/${ANA_ID}`, authorization: `Bearer ${KEY}` },
      body: { displayName: 'Ana Souza' },
    },
    {
      ...{ method: 'POST', path: '/v1/flows', authorization: `Bearer ${KEY}` },
      body: {
        ...{ userId: ANA_ID, kind: 'signin', rememberDays: 14 },
        ...{ returnUrl: `${own}/return`, reauthenticateUrl: `${own}/reauthenticate` },
      },
    },
  ]);
});

it('answers a wrong password and an unknown name alike, and asks the service nothing', async () => {
  const wrong = await signIn(contoso.visitor(), { ...ana, password: 'incorrect horse' });
  const unknown = await signIn(contoso.visitor(), { ...ana, name: 'nobody' });
  for (const page of [wrong, unknown]) {
    expect(page.status).toBe(422);
    expect(page.text).toContain('The user name or the password is wrong.');
  }
  expect(api.asked).toEqual([]);
});

it('lets nobody into the portal by the password alone', async () => {
  const visitor = contoso.visitor();
  await signIn(visitor);
  expect((await visitor.get('/demo/')).location).toBe('/demo/sign-in');
});

it('signs in by the code that the service confirms, and shows who, how and when', async () => {
  const visitor = contoso.visitor();
  await signIn(visitor);
  const back = await visitor.get('/demo/return?flow=flow-1&code=right');
  expect([back.status, back.location]).toEqual([303, '/demo/']);
  expect(api.asked.at(-1)).toMatchObject({ path: '/v1/flows/flow-1/complete', body: { code: 'right' } });
  const { text } = await visitor.get('/demo/');
  for (const shown of ['Ana Souza', 'a phone call', '<code>pwd</code> <code>tel</code> <code>mfa</code>', '2026']) {
    expect(text).toContain(shown);
  }
});

it.each([
  ['is refused by the service', null],
  ['belongs to another person', { ...completed, userId: 'employee-1002' }],
])('signs nobody in by a code that %s', async (_why, completion) => {
  const visitor = contoso.visitor();
  await signIn(visitor);
  api.completion = completion;
  const back = await visitor.get('/demo/return?flow=flow-1&code=some');
  expect(await noticeAt(visitor, back)).toContain('could not confirm');
  expect((await visitor.get('/demo/')).location).toBe('/demo/sign-in');
});

it.each([
  ['canceled', 'You left before'],
  ['declined', 'needs a phone'],
  ['user_blocked', 'Your account is blocked'],
  ['reset', 'set up your phone again'],
  ['failed', 'could not confirm'],
  ['&lt;script&gt;', 'could not confirm'],
])('says in a sentence that it ended with %s, and forgets that the password was given', async (error, said) => {
  const visitor = contoso.visitor();
  await signIn(visitor);
  const back = await visitor.get(`/demo/return?flow=flow-1&error=${encodeURIComponent(error)}`);
  expect(await noticeAt(visitor, back)).toContain(said);
  const again = await visitor.get('/demo/return?flow=flow-1&code=right');
  expect(await noticeAt(visitor, again)).toContain('did not belong');
});

it('lets nobody in while the service is away, and takes the code when it is back', async () => {
  const visitor = contoso.visitor();
  await signIn(visitor);
  api.broken = 503;
  const failed = await visitor.get('/demo/return?flow=flow-1&code=right');
  expect(failed.status).toBe(503);
  expect(failed.text).toContain('cannot be reached');
  expect(contoso.log.at(-1)).not.toContain('right');
  api.broken = null;
  expect((await visitor.get('/demo/return?flow=flow-1&code=right')).location).toBe('/demo/');
});

it('takes five wrong passwords for a name, and then not even the right one', async () => {
  const visitor = contoso.visitor();
  const ben = { name: 'ben', password: 'wrong' };
  for (let i = 0; i < 5; i++) expect((await signIn(visitor, ben)).status).toBe(422);
  const page = await signIn(visitor, { name: ' BEN ', password: 'battery staple' });
  expect(page.status).toBe(429);
  expect(page.text).toContain('too many wrong passwords');
});
