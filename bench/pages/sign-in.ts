import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { FrontDoor } from './login.ts';
import { type Change, pressedAt, stampChanges } from './stamps.ts';

/** What was seen of one sign-in; times are Unix milliseconds of this machine's clock. */
export interface SignIn extends Change {
  /** From the opening of the link to the first words, in a browser that knows nothing of the pages. */
  shownAfterMs: number;
  pressedAt: number;
}

/** People hear what to press before they press it: by then the page waits for the next change. */
const THINKING_MS = { least: 300, most: 900 };

/** One sign-in from the login system's door back to it, by a call that is answered with #. */
export async function signIn(door: FrontDoor, browser: Browser, phone: Page, userId: string): Promise<SignIn> {
  const { url } = await door.open(userId);
  const context = await browser.newContext({ locale: 'en-US' });
  try {
    const stamps = await stampChanges(context);
    const page = await context.newPage();
    await page.goto(url);
    await phone.getByRole('button', { name: 'Answer', exact: true }).click();
    await phone.getByText('Listening for keys', { exact: true }).waitFor();
    await page.getByText('press # now').waitFor();
    await delay(randomInt(THINKING_MS.least, THINKING_MS.most));
    await phone.keyboard.press('#');
    const change = await stamps.change;
    await page.waitForURL(`${door.returnUrl}?*`);
    await door.complete(new URL(page.url()));
    const seen = { shownAfterMs: await stamps.shownAfterMs, pressedAt: await pressedAt(phone), ...change };
    await hangUp(phone);
    return seen;
  } finally {
    await context.close();
  }
}

/** The next call is to find a phone that is free. A call may also end by itself, once all was said. */
async function hangUp(phone: Page): Promise<void> {
  const end = phone.getByRole('button', { name: 'Hang up', exact: true });
  const free = phone.getByText('Ready for calls and texts');
  await end.or(free).first().waitFor();
  if (await end.isVisible()) await end.click({ timeout: 2_000 }).catch(() => {});
  await free.waitFor();
}
