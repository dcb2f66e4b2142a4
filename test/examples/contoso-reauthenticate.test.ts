import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Contoso, noticeAt, signIn, startContoso } from './contoso.ts';
import { type FakeApi, startFakeApi } from './fake-api.ts';
import type { Visitor } from './visitor.ts';

let api: FakeApi;
let contoso: Contoso;
let visitor: Visitor;
beforeAll(async () => {
  api = await startFakeApi();
  contoso = await startContoso(api.url);
});
afterAll(async () => {
  await contoso.close();
  await api.close();
});
beforeEach(async () => {
  visitor = contoso.visitor();
  await signIn(visitor);
  api.asked.length = 0;
});

const question = '/demo/reauthenticate?flow=flow-1&token=once';
const answer = (password: string) => visitor.submit(question, '/demo/reauthenticate', { password });

it('tells the service that the password was given again, and sends the browser on', async () => {
  const page = await answer('correct horse');
  expect(page.location).toBe(`${api.url}/flow/flow-1`);
  expect(api.asked).toMatchObject([{ path: '/v1/flows/flow-1/reauthenticate', body: { token: 'once' } }]);
});

it('asks again after a wrong password, and tells the service nothing', async () => {
  const page = await answer('incorrect horse');
  expect(page.status).toBe(422);
  expect(page.text).toContain('password is wrong');
  expect(page.text).toContain('value="once"');
  expect(api.asked).toEqual([]);
});

it('takes only the password of the person whose visit it is', async () => {
  expect((await answer('battery staple')).status).toBe(422);
});

it('refuses a visit that this browser was not sent to', async () => {
  const page = await visitor.get('/demo/reauthenticate?flow=flow-of-attacker&token=theirs');
  expect(await noticeAt(visitor, page)).toContain('did not belong');
  const stranger = contoso.visitor();
  expect(await noticeAt(stranger, await stranger.get(question))).toContain('did not belong');
});
