import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { openHandset } from './handset.ts';
import { type Stage, startStage, typePassword } from './stage.ts';
import { choosePhone, expectForEverybody, givePasswordAgain, hears, press, sees } from './steps.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

async function signInAgain(page: Page): Promise<void> {
  await press(page, 'Sign out');
  await typePassword(page);
}

describeInBrowser('two windows, Contoso and the handset', (browser) => {
  it('are all that is needed: set-up by call, a sign-in that is declined and retried, and one by text', async () => {
    const phone = await openHandset(browser, stage.url, '+12025550120');
    const page = await stage.signIn(browser);

    await press(page, 'Set it up now');
    await choosePhone(page, '(202) 555-0120');
    await givePasswordAgain(page);
    await press(page, 'Verify');
    await phone.shows('Incoming call');
    await hears(page, 'Ringing…');
    await phone.press('Answer');
    await phone.shows('Listening for keys');
    await hears(page, 'Answered: press # now');
    await phone.press('Pound');
    await hears(page, 'Verified');
    await press(page, 'Skip');
    await sees(page, 'Welcome, Ana Souza');

    await signInAgain(page);
    await sees(page, 'We are calling your phone. Please answer it to continue');
    await phone.press('Decline');
    const dialog = page.getByRole('dialog', { name: 'That did not work out' });
    await dialog.getByText('The line was busy, or the call was declined.').waitFor();
    await expectForEverybody(page);
    await press(page, 'Retry');
    await phone.press('Answer');
    await phone.shows('Listening for keys');
    await phone.press('Pound');
    await sees(page, 'Welcome, Ana Souza');

    await signInAgain(page);
    await phone.shows('Incoming call');
    await press(page, 'Text me instead');
    await phone.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await press(phone.page, /^Copy code \d{6}$/);
    await page.getByLabel('Six-digit code').press('ControlOrMeta+v');
    expect(await page.getByLabel('Six-digit code').inputValue()).toMatch(/^\d{6}$/);
    await press(page, 'Confirm');
    await sees(page, 'Welcome, Ana Souza');
    await page.getByText('password and a text message').waitFor();
  });
});
