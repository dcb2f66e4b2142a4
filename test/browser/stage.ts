import type { Page } from 'playwright-core';
import type { ApplicationSettings } from '#domain/settings.ts';
import { createApplication } from '#services/applications.ts';
import { ANA_ID, ana, type Contoso, startContoso } from '../examples/contoso.ts';
import { type ApiClient, createApiClient } from '../support/api-client.ts';
import type { OpenOptions, TestBrowser } from '../support/browser.ts';
import { onServer } from '../support/server.ts';
import { startTestService, type TestService, type TestServiceOptions } from '../support/service.ts';

/** The whole product as a person meets it: Contoso in front, the service with its hosted pages, phones that ring. */
export interface Stage extends Pick<TestService, 'service' | 'simulator' | 'url' | 'restart'> {
  contoso: Contoso;
  /** Speaks as Contoso does. */
  api: ApiClient;
  /** Ana at the front door of Contoso, her password typed: on the hosted pages, unless this browser is remembered. */
  signIn(browser: TestBrowser, options?: OpenOptions): Promise<Page>;
  /** Gives Ana a verified phone, as a login system that brings its people along does. */
  givePhone(number: string, more?: { channel?: 'call' | 'sms'; kind?: string; extension?: string }): Promise<string>;
  /** Forgets Ana, and how often she has tried: she comes for the first time again. */
  forgetAna(): Promise<void>;
  /** The code in the last text to a number; waits until there are more than `before`. */
  codeTextedTo(number: string, before?: number): Promise<string>;
  close(): Promise<void>;
}

export { ANA_ID, ana };

export async function startStage(
  options: TestServiceOptions & { contosoSettings?: Partial<ApplicationSettings> } = {},
): Promise<Stage> {
  const { contosoSettings = {}, ...serviceOptions } = options;
  const test = await startTestService(serviceOptions);
  const { applications } = test.service.deps;
  const { application, key } = await createApplication(applications, { name: 'contoso', brand: 'Contoso' });
  await applications.changeSettings(application.id, contosoSettings);
  const contoso = await startContoso(test.url, key);
  const api = createApiClient(test.url, key);
  const { service, simulator, url, restart } = test;
  return {
    ...{ service, simulator, url, restart, contoso, api },
    async signIn(browser, openOptions = {}) {
      const front = `${contoso.url}/demo/sign-in`;
      const page = await browser.open(front, { ...openOptions, origins: [url, ...(openOptions.origins ?? [])] });
      await typePassword(page);
      return page;
    },
    async givePhone(number, more = {}) {
      const phone = { kind: 'mobile', number, channel: 'call', status: 'verified', ...more };
      const response = await api.post(`/v1/users/${ANA_ID}/factors`, phone);
      if (response.status !== 201) throw new Error(`The phone was not added: ${await response.text()}`);
      return ((await response.json()) as { id: string }).id;
    },
    async forgetAna() {
      await api.fetch(`/v1/users/${ANA_ID}`, { method: 'DELETE' });
      await onServer(test.database.url, (client) => client.query('DELETE FROM rate_limits'));
    },
    async codeTextedTo(number, before = 0) {
      await simulator.ledger.waitForMessage(() => simulator.ledger.messages({ to: number }).length > before);
      const text = simulator.ledger.messages({ to: number }).at(-1)?.body ?? '';
      return /\d{6}/.exec(text)?.[0] ?? '';
    },
    async close() {
      await contoso.close();
      await test.close();
    },
  };
}

/** Types Ana's name and password at Contoso, where the page is. */
export async function typePassword(page: Page): Promise<void> {
  await page.getByLabel('User name').fill(ana.name);
  await page.getByLabel('Password').fill(ana.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
