import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ana, type Contoso, completed, noticeAt, signIn, startContoso } from './contoso.ts';
import { type FakeApi, startFakeApi } from './fake-api.ts';

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
  Object.assign(api, { completion: completed, flowId: 'flow-1', broken: null });
  api.asked.length = 0;
});

const signedIn = async () => {
  const visitor = contoso.visitor();
  await signIn(visitor);
  await visitor.get('/demo/return?flow=flow-1&code=right');
  return visitor;
};

it('gives a new session id whenever somebody gains or loses rights, so that a planted one is worth nothing', async () => {
  const visitor = contoso.visitor();
  const ids: (string | undefined)[] = [];
  const note = () => ids.push(visitor.cookie('contoso'));
  await visitor.get('/demo/sign-in').then(note);
  await signIn(visitor).then(note);
  await visitor.get('/demo/return?flow=flow-1&code=right').then(note);
  await visitor.submit('/demo/', '/demo/sign-out').then(note);
  expect(new Set(ids).size).toBe(4);

  for (const id of ids.slice(0, 3)) {
    const attacker = contoso.visitor();
    attacker.setCookie('contoso', id ?? '');
    expect((await attacker.get('/demo/')).location).toBe('/demo/sign-in');
  }
});

it('takes no session id that it did not make', async () => {
  const visitor = contoso.visitor();
  visitor.setCookie('contoso', 'chosen-by-somebody-else');
  await visitor.get('/demo/sign-in');
  expect(visitor.cookie('contoso')).not.toBe('chosen-by-somebody-else');
});

it('keeps the cookie from scripts and from forms of other sites', async () => {
  const { headers } = await contoso.visitor().get('/demo/sign-in');
  expect(headers.getSetCookie()).toEqual([
    expect.stringMatching(/^contoso=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
  ]);
});

it('refuses the return of a visit that this browser was not sent to', async () => {
  const victim = contoso.visitor();
  await signIn(victim);
  const back = await victim.get('/demo/return?flow=flow-of-attacker&code=theirs');
  expect(await noticeAt(victim, back)).toContain('did not belong');
  expect(api.asked.filter(({ path }) => path.includes('complete'))).toEqual([]);
  // Their own goes on.
  expect((await victim.get('/demo/return?flow=flow-1&code=right')).location).toBe('/demo/');
});

it('refuses the return of a visit in a browser that gave no password', async () => {
  const stranger = contoso.visitor();
  const back = await stranger.get('/demo/return?flow=flow-1&code=right');
  expect(await noticeAt(stranger, back)).toContain('did not belong');
});

it('refuses every form without the token of the session', async () => {
  const visitor = await signedIn();
  const asked = api.asked.length;
  const forms = [
    'sign-in',
    'sign-out',
    'security-settings',
    'reauthenticate',
    'mail',
    'administrator/employee-1001/reset',
  ];
  for (const csrf of ['', 'guessed']) {
    for (const path of forms) expect((await visitor.post(`/demo/${path}`, { ...ana, csrf })).status).toBe(403);
  }
  expect(api.asked.length).toBe(asked);
  expect((await visitor.get('/demo/')).status).toBe(200);
});

it('opens the security settings for who is signed in, and keeps them signed in when they come back', async () => {
  const visitor = await signedIn();
  api.flowId = 'flow-2';
  const there = await visitor.submit('/demo/', '/demo/security-settings');
  expect(there.location).toBe(`${api.url}/flow/open/token-of-flow-2`);
  expect(api.asked.at(-1)?.body).toMatchObject({ kind: 'account', userId: 'employee-1001' });
  const back = await visitor.get('/demo/return?flow=flow-2&error=canceled');
  expect(await noticeAt(visitor, back)).toContain('back from your security settings');
});

it('keeps who is signed in, though the service is away', async () => {
  const visitor = await signedIn();
  api.broken = 503;
  const { status, text } = await visitor.get('/demo/');
  expect([status, text]).toEqual([200, expect.stringContaining('Welcome, Ana Souza')]);
});

it('signs out who is blocked while in the security settings', async () => {
  const visitor = await signedIn();
  await visitor.submit('/demo/', '/demo/security-settings');
  const back = await visitor.get('/demo/return?flow=flow-1&error=user_blocked');
  expect(await noticeAt(visitor, back)).toContain('blocked');
  expect((await visitor.get('/demo/')).location).toBe('/demo/sign-in');
});
