import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { handAt } from '../http/hand.ts';
import { describeInBrowser, type TestBrowser } from '../support/browser.ts';
import { ana, type Stage, startStage } from './stage.ts';
import { choosePhone, expectForEverybody, givePasswordAgain, press, sees } from './steps.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(() => stage.forgetAna());

/** Signed in by a phone that presses # by itself, as it does for the security settings too. */
async function openSettings(browser: TestBrowser): Promise<Page> {
  await stage.givePhone('+12025550100');
  const page = await stage.signIn(browser);
  await press(page, 'Your security settings');
  await sees(page, 'Your sign-in');
  return page;
}

const part = (page: Page, name: string) => page.getByRole('region', { name });
const row = (page: Page, section: string, text: string) =>
  part(page, section).getByRole('listitem').filter({ hasText: text });

async function getMail(page: Page, appPassword: string): Promise<void> {
  await page.goto(`${stage.contoso.url}/demo/mail`);
  await page.getByLabel('User name').fill(ana.name);
  await page.getByLabel('App password').fill(appPassword);
  await press(page, 'Get mail');
}

describeInBrowser('security settings', (browser) => {
  it('a phone is added after the password was given again, verified, made the default, and the other one removed', async () => {
    const page = await openSettings(browser);
    await expectForEverybody(page);
    // Without it, whoever knows the password could set up a phone of their own.
    expect(await row(page, 'Phones', '0100').getByRole('button').count()).toBe(0);

    await press(page, 'Add a phone');
    await choosePhone(page, '(202) 555-0110', { kind: 'Alternate' });
    await givePasswordAgain(page);
    await press(page, 'Verify');
    await sees(page, 'Your sign-in');
    const added = row(page, 'Phones', 'Alternate phone');
    await expectForEverybody(page);

    await added.getByRole('button', { name: 'Make default' }).click();
    await added.getByText('Default', { exact: true }).waitFor();
    const first = row(page, 'Phones', 'Mobile phone');
    await first.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Remove this phone?').waitFor();
    await expectForEverybody(page);
    await first.getByRole('button', { name: 'Remove' }).click();
    await first.waitFor({ state: 'detached' });
    expect(await added.getByRole('button').count()).toBe(0);
    await press(page, 'Done');
    await sees(page, 'Welcome, Ana Souza');
  });

  it('a phone that was left unverified is verified later', async () => {
    const page = await openSettings(browser);
    await press(page, 'Add a phone');
    await choosePhone(page, '(202) 555-0110');
    await press(page, 'Back to your account');
    const left = row(page, 'Phones', '0110');
    await left.getByText('Not verified').waitFor();
    // The service asks for the password first.
    browser.tolerate(/403/);
    await left.getByRole('button', { name: 'Verify' }).click();
    await givePasswordAgain(page);
    await press(page, 'Verify');
    await sees(page, 'Your sign-in');
    await left.getByRole('button', { name: 'Make default' }).waitFor();
    expect(await left.getByText('Not verified').count()).toBe(0);
  });

  it('an app password lets a mail program in, until it is removed', async () => {
    const page = await openSettings(browser);
    await press(page, 'Make an app password');
    await page.getByLabel('Name of the program').fill('Mail on my laptop');
    await expectForEverybody(page);
    await press(page, 'Make it');
    const password = (await page.getByTestId('app-password').textContent()) ?? '';
    await expectForEverybody(page);
    await press(page, 'I have stored it: continue');
    const made = row(page, 'App passwords', 'Mail on my laptop');
    await made.getByText('not used yet').waitFor();

    const settings = page.url();
    await getMail(page, password);
    await page.getByText('Signed in with the app password “Mail on my laptop”. No phone rang.').waitFor();
    await page.goto(settings);
    await made.getByText('last used').waitFor();

    await made.getByRole('button', { name: 'Remove' }).click();
    await made.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('You have no app passwords.').waitFor();
    browser.tolerate(/422/);
    await getMail(page, password);
    await page.getByText('The user name or the app password is wrong.').waitFor();
  });

  it('shows what happened, and forgets a device that was remembered', async () => {
    const number = '+12025550120';
    await stage.givePhone(number);
    const hand = handAt(stage.simulator, number);
    const page = await stage.signIn(browser);
    await page.getByLabel('Remember this device for 14 days').check();
    await hand.answer();
    await hand.press('#');
    await press(page, 'Your security settings');
    await hand.answer();
    await hand.press('#');
    await sees(page, 'Your sign-in');

    const calls = row(page, 'Recent sign-ins', 'Call to +1••••••0120');
    await expect.poll(() => calls.getByText('Confirmed').count()).toBe(2);

    const device = row(page, 'Remembered devices', 'Chrome on');
    await device.getByText('Remembered until').waitFor();
    await expectForEverybody(page);
    await device.getByRole('button', { name: 'Forget' }).click();
    await device.getByRole('button', { name: 'Forget' }).click();
    await page.getByText('No device is remembered.').waitFor();
    expect(stage.simulator.ledger.calls({ to: number })).toHaveLength(2);
  });
});
