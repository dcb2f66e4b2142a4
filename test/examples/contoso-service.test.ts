import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApplication } from '#services/applications.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { ANA_ID, ana, type Contoso, noticeAt, signIn, startContoso } from './contoso.ts';
import { createHostedPages, type HostedPages, type Visit } from './hosted-pages.ts';
import type { Visitor } from './visitor.ts';

/** Ana's browser: the portal on one side, the hosted pages on the other. The tests go on where the last one ended. */
let service: TestService;
let contoso: Contoso;
let portal: Visitor;
let pages: HostedPages;
beforeAll(async () => {
  service = await startTestService();
  const { key } = await createApplication(service.service.deps.applications, { name: 'contoso', brand: 'Contoso' });
  contoso = await startContoso(service.url, key);
  portal = contoso.visitor();
  pages = createHostedPages(service.url);
});
afterAll(async () => {
  await contoso.close();
  await service.close();
});

const toPages = async () => pages.open((await signIn(portal)).location ?? '');

async function visitAfterPassword(): Promise<Visit> {
  const opened = await toPages();
  if ('location' in opened) throw new Error(`Sent to ${opened.location} at once.`);
  return opened.visit;
}

/** Follows a link of the service back to the portal. */
const back = (location: string) => portal.get(location.replace(contoso.url, ''));
const administrator = (action: string) =>
  portal.submit('/demo/administrator', `/demo/administrator/${ANA_ID}/${action}`);

/** Sets up the phone of somebody who answers and presses #. */
async function setUp(visit: Visit): Promise<void> {
  await visit.post('phones', { number: '+12025550100', kind: 'mobile', channel: 'call' });
  const question = (await visit.leaveBy('reauthenticate')).replace(contoso.url, '');
  const { location } = await portal.submit(question, '/demo/reauthenticate', { password: ana.password });
  expect(location).toMatch(`${service.url}/flow/`);
  await visit.post('verification', {});
  await visit.until(({ step }) => step === 'app_password');
}

it('sets up a phone at the first sign-in, after the password once more', async () => {
  const visit = await visitAfterPassword();
  expect(await visit.state()).toMatchObject({ step: 'choose', displayName: 'Ana Souza' });
  await setUp(visit);
  const { password } = await visit.appPassword('Laptop');
  const { location } = await back(await visit.leaveBy('finish', { rememberDevice: false }));
  expect(location).toBe('/demo/');
  expect((await portal.get('/demo/')).text).toContain('password and a phone call');

  const mail = await portal.submit('/demo/mail', '/demo/mail', { name: 'ana', appPassword: password });
  expect(mail.text).toContain('app password “Laptop”');
});

it('calls at a later sign-in, and on a remembered browser not even that', async () => {
  const visit = await visitAfterPassword();
  await visit.post('verification', {});
  await visit.until(({ step }) => step === 'done');
  await back(await visit.leaveBy('finish', { rememberDevice: true }));
  expect((await portal.get('/demo/')).text).toContain('<code>tel</code>');

  const opened = await toPages();
  if (!('location' in opened)) throw new Error('The browser was not remembered.');
  expect((await back(opened.location)).location).toBe('/demo/');
  expect((await portal.get('/demo/')).text).toContain('on a browser that is remembered');
});

it('opens the security settings only for another verification', async () => {
  const { location } = await portal.submit('/demo/', '/demo/security-settings');
  const opened = await pages.open(location ?? '');
  if ('location' in opened) throw new Error('There is nothing to see there.');
  expect(await opened.visit.state()).toMatchObject({ kind: 'account', step: 'challenge' });
  expect(await noticeAt(portal, await back(await opened.visit.leaveBy('leave')))).toContain('security settings');
});

it('says that the account is blocked, and lets in again when the block is lifted', async () => {
  await administrator('block');
  const visit = await visitAfterPassword();
  expect((await visit.state()).step).toBe('gone');
  expect(await noticeAt(portal, await back(await visit.leaveBy('leave')))).toContain('blocked');
  await administrator('unblock');
  expect(await toPages()).toHaveProperty('location');
});

it('asks for a phone again after a reset, and lets in once without', async () => {
  await administrator('reset');
  expect((await (await visitAfterPassword()).state()).step).toBe('choose');
  await administrator('bypass');
  const opened = await toPages();
  if (!('location' in opened)) throw new Error('The bypass did not work.');
  await back(opened.location);
  expect((await portal.get('/demo/')).text).toContain('let you in once');
});

it('lets nobody see at the administrator’s what number it is', async () => {
  const { text } = await portal.get('/demo/administrator');
  expect(text).toContain('verified');
  expect(text).not.toContain('2025550100');
});
