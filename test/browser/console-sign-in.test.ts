import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { onServer } from '../support/server.ts';
import { type ConsoleStage, startConsoleStage, typeSignIn } from './console-stage.ts';
import { choosePhone, expectForEverybody, press, sees } from './steps.ts';

/** Goes on by itself, and skips time when it is told to. */
let skippedMs = 0;
const clock = { now: () => new Date(Date.now() + skippedMs) };

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage({ overrides: { clock } });
});
afterAll(() => stage.close());

const places = (page: Page) => page.getByRole('navigation', { name: 'Console' }).getByRole('link').allTextContents();
const openMenu = (page: Page) => press(page, /your account/);
const choose = async (page: Page, item: string) => {
  await openMenu(page);
  await page.getByRole('menuitem', { name: item }).click();
};
/** Why the browser complains of an answer that the page expects. */
const unauthorized = /status of 401/;

describeInBrowser('signing in to the console', (browser) => {
  it('by address and password shows what the role may see, and by whom', async () => {
    const page = await stage.signedIn(browser, 'viewer');
    expect(await places(page)).toEqual(['Overview', 'Verifications']);
    await page.getByText('Live', { exact: true }).waitFor();
    await openMenu(page);
    await page.getByText('viewer, for all applications').waitFor();
    await expectForEverybody(page);

    const other = await stage.signedIn(browser, 'administrator');
    expect(await places(other)).toEqual(['Overview', 'Verifications', 'Audit log', 'Staff', 'Queue']);
  });

  it('with a wrong password is refused in a sentence, and the address stays', async () => {
    browser.tolerate(unauthorized);
    const page = await stage.open(browser);
    await typeSignIn(page, stage.staff.viewer, 'a short way to Tipperary');
    await page.getByText('The address or the password is not right.').waitFor();
    await expectForEverybody(page);
    expect(await page.getByLabel('E-mail').inputValue()).toBe(stage.staff.viewer.email);
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    await typeSignIn(page, stage.staff.viewer);
    await page.getByRole('navigation', { name: 'Console' }).waitFor();
  });

  it('says how long to wait after too many failures', async () => {
    browser.tolerate(unauthorized, /status of 429/);
    const page = await stage.open(browser);
    const nobody = { email: 'nobody@acme.example' };
    for (let failures = 0; failures < 10; failures++) {
      const answered = page.waitForResponse(/api\/session/);
      await typeSignIn(page, nobody, 'wrong');
      await answered;
    }
    await typeSignIn(page, nobody, 'wrong');
    await page.getByText(/Try again in 1\d minutes\./).waitFor();
    await onServer(stage.database.url, (client) => client.query('DELETE FROM rate_limits'));
  });

  it('tells what the provider of the organisation answered', async () => {
    const page = await browser.open(`${stage.url}/console/?problem=no_account#/staff`);
    await page.getByText('You have no account here, or it is disabled. Ask an administrator.').waitFor();
    await expectForEverybody(page);
    await typeSignIn(page, stage.staff.administrator);
    await sees(page, 'Staff');
    expect(new URL(page.url()).search).toBe('');
  });

  it('comes after half an hour without use, and leads back to the page', async () => {
    browser.tolerate(unauthorized);
    const page = await stage.signedIn(browser, 'administrator', '/audit');
    await sees(page, 'Audit log');
    skippedMs += 31 * 60_000;
    await page.getByRole('link', { name: 'Staff' }).click();
    await page.getByText('You are signed out').waitFor();
    expect(await page.getByText('Audit log').count()).toBe(0);
    await typeSignIn(page, stage.staff.administrator);
    await sees(page, 'Staff');
    await page.getByText(stage.staff.viewer.email).waitFor();
  });

  it('is over at once in a page whose session an administrator ends', async () => {
    browser.tolerate(unauthorized);
    const support = await stage.signedIn(browser, 'support');
    const page = await stage.signedIn(browser, 'administrator', '/staff');
    await press(page, /^End the session of Sam Okafor/);
    await page.getByRole('list', { name: 'Sessions of Sam Okafor' }).waitFor({ state: 'detached' });
    await support.getByRole('link', { name: 'Verifications' }).click();
    await support.reload();
    await sees(support, 'Sign in');
  });

  it('is undone by signing out', async () => {
    const page = await stage.signedIn(browser, 'viewer');
    await choose(page, 'Sign out');
    await sees(page, 'Sign in');
    await page.reload();
    await sees(page, 'Sign in');
  });
});

describeInBrowser('a sign-in of staff that a phone protects', (browser) => {
  it('is set up by the person, asks for the phone from then on, and leads back to the page', async () => {
    const staff = await stage.addStaff('administrator', { displayName: 'Pia Protected' });
    const page = await stage.signedIn(browser, staff, '/audit');
    await choose(page, 'Protect my sign-in');
    await expectForEverybody(page);
    await press(page, 'Set up a phone');
    await press(page, 'Set it up now');
    await choosePhone(page, '(202) 555-0100');
    await press(page, 'Verify');
    await sees(page, 'Your sign-in');
    await press(page, 'Done');

    await sees(page, 'Audit log');
    await choose(page, 'Protect my sign-in');
    await page.getByRole('switch', { name: 'Ask for my phone at every sign-in' }).press('Space');
    await page.getByRole('switch', { checked: true }).waitFor();
    await expectForEverybody(page);
    await press(page, 'Close');
    await choose(page, 'Sign out');

    await typeSignIn(page, staff);
    await page.waitForURL(/\/console\/#\/audit$/);
    await sees(page, 'Audit log');
    await page
      .getByRole('definition')
      .filter({ hasText: /^phone$/ })
      .first()
      .waitFor();
  });

  it('is not let in by a way back that is made up', async () => {
    browser.tolerate(unauthorized);
    const page = await browser.open(
      `${stage.url}/console/phone?flow=01890000-0000-7000-8000-000000000000&code=made-up`,
    );
    await page.getByText('The phone was not verified. Sign in again.').waitFor();
  });
});
