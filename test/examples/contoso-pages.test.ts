import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { html } from '#examples/contoso-login/html.ts';
import { type Contoso, noticeAt, startContoso } from './contoso.ts';
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
  api.asked.length = 0;
});

it('escapes every value that is not HTML already', () => {
  const inner = html`<i title="${'"'}">${"<&'"}</i>`;
  expect(html`${inner}${null}${false}${0}${[inner]}`.text).toBe(
    '<i title="&quot;">&lt;&amp;&#39;</i>0<i title="&quot;">&lt;&amp;&#39;</i>',
  );
});

it('runs no script, stands in no frame, is kept by nobody, and sends forms to itself and the hosted pages only', async () => {
  const { headers } = await contoso.visitor().get('/demo/sign-in');
  const policy = headers.get('content-security-policy')?.split(';');
  expect(policy).toEqual(
    expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'", `form-action 'self' ${api.url}`]),
  );
  expect(policy?.join()).not.toMatch(/script-src|unsafe/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

it('says nothing but what is on the list, whatever a link asks for', async () => {
  for (const word of ['toString', 'You%20won', '<b>']) {
    expect((await contoso.visitor().get(`/demo/sign-in?notice=${word}`)).text).not.toContain('role="status"');
  }
});

it('plays a mail program, which signs in with an app password', async () => {
  const visitor = contoso.visitor();
  const mail = (name: string, appPassword: string) => visitor.submit('/demo/mail', '/demo/mail', { name, appPassword });
  const inside = await mail('ana', 'abcd');
  expect([inside.status, inside.text]).toEqual([200, expect.stringContaining('app password “Laptop”')]);
  for (const name of ['ana', 'nobody']) {
    const refused = await mail(name, 'wxyz');
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('app password is wrong')]);
  }
  expect((await mail('ana', 'often')).text).toContain('Try again in 3 minutes');
  expect(api.asked[0]?.body).toEqual({ userId: 'employee-1001', password: 'abcd' });
});

it.each([
  ['reset', 'POST', 'reset', { factors: true, appPasswords: true, rememberedDevices: true }, 'set up again'],
  ['bypass', 'POST', 'bypass', { seconds: 600, reason: 'Let in by the demo' }, 'needs no phone'],
  ['block', 'POST', 'block', { reason: 'Blocked in the demo' }, 'Blocked'],
])('has an administrator’s button that asks for %s', async (button, method, path, body, said) => {
  const visitor = contoso.visitor();
  const page = await visitor.submit('/demo/administrator', `/demo/administrator/employee-1001/${button}`);
  expect(api.asked.at(-1)).toMatchObject({ method, path: `/v1/users/employee-1001/${path}`, body });
  expect(await noticeAt(visitor, page)).toContain(said);
});

it('shows the last verifications, with nothing of them taken for HTML', async () => {
  const { text } = await contoso.visitor().get('/demo/administrator');
  expect(text).toContain('&lt;b&gt;busy&lt;/b&gt;');
  expect(text).toContain('+1••••••0120');
});

it('says on every page that needs it that the service is away, and goes on running', async () => {
  const visitor = contoso.visitor();
  api.broken = 503;
  expect((await visitor.get('/demo/administrator')).status).toBe(503);
  const mail = await visitor.submit('/demo/mail', '/demo/mail', { name: 'ana', appPassword: 'abcd' });
  expect([mail.status, mail.text]).toEqual([503, expect.stringContaining('cannot be reached')]);
  api.broken = null;
  expect((await visitor.get('/demo/administrator')).status).toBe(200);
});

it('answers what it does not know with a page', async () => {
  const visitor = contoso.visitor();
  expect((await visitor.get('/demo/nothing')).status).toBe(404);
  const { text } = await visitor.get('/demo/sign-in');
  const csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  for (const path of ['employee-1001/toString', 'nobody/block']) {
    expect((await visitor.post(`/demo/administrator/${path}`, { csrf })).status).toBe(404);
  }
  expect((await visitor.post('/demo/sign-in', { csrf, name: 'ana' })).status).toBe(400);
  expect((await visitor.post('/demo/sign-in', { csrf, name: 'a'.repeat(9000) })).status).toBe(413);
});

it('leads from localhost to its own address, since cookies of one are lost at the other', async () => {
  const { port } = new URL(contoso.url);
  const response = await fetch(`http://localhost:${port}/demo/sign-in`, { redirect: 'manual' });
  expect(response.headers.get('location')).toBe(`${contoso.url}/demo/sign-in`);
});
