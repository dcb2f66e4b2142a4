import type { Page } from 'playwright-core';
import { startFlow } from '../http/flow-visitor.ts';
import type { ApiClient } from '../support/api-client.ts';
import type { OpenOptions, TestBrowser } from '../support/browser.ts';

/** Gives somebody a verified phone, as a login system does that brings its people along. */
export async function givePhone(api: ApiClient, userId: string, number: string, channel = 'call'): Promise<string> {
  const phone = { kind: 'mobile', number, channel, status: 'verified' };
  const response = await api.post(`/v1/users/${userId}/factors`, phone);
  if (response.status !== 201) throw new Error(`The phone was not added: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

/** The hosted pages of a new visit, in a browser that nobody has used: for all that needs no portal in front. */
export async function openVisit(
  browser: TestBrowser,
  api: ApiClient,
  userId: string,
  options: OpenOptions = {},
): Promise<Page> {
  return browser.open((await startFlow(api, userId)).url, options);
}

/** The id of the newest call or message to somebody. */
export async function newestOf(api: ApiClient, userId: string): Promise<string> {
  const { data } = (await (await api.fetch(`/v1/verifications?userId=${userId}`)).json()) as { data: { id: string }[] };
  if (!data[0]) throw new Error(`Nobody called ${userId}.`);
  return data[0].id;
}

/** What the failure dialog says, once it does, and its buttons, the best one first. Times are written `m:ss`. */
export async function failureOf(page: Page, sentence: string): Promise<{ text: string; steps: string[] }> {
  // Read in one go: pages change at any time.
  const { text, buttons } = await page
    .getByRole('dialog')
    .filter({ hasText: sentence })
    .evaluate((dialog) => {
      const buttons: Pick<typeof dialog, 'textContent'>[] = Array.from(dialog.querySelectorAll('button'));
      return { text: dialog.textContent ?? '', buttons: buttons.map(({ textContent }) => textContent ?? '') };
    });
  return { text, steps: buttons.map((each) => each.replace(/\d+:\d\d/, 'm:ss')) };
}

/** Presses the button of this name. */
export function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

/** Resolves when the page has this title. */
export function titled(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('heading', { level: 1, name }).waitFor();
}

/** What the element with the focus is called. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const { labels, innerText } = document.activeElement;
    return labels?.[0]?.innerText ?? innerText;
  })()`);
}
