import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { addDevice, addPhone, applicationIdOf } from '../http/phones.ts';
import { describeInBrowser, type TestBrowser } from '../support/browser.ts';
import { type ConsoleStage, callers, startConsoleStage } from './console-stage.ts';
import { expectForEverybody, hears, press, sees } from './steps.ts';

const why = 'Her phone was stolen on the train';
/** She presses the key for calls that nobody asked for. */
const REPORTS_FRAUD = '+12025550112';

let stage: ConsoleStage;
let applicationId: string;
beforeAll(async () => {
  stage = await startConsoleStage();
  applicationId = await applicationIdOf(stage, 'test');
});
afterAll(() => stage.close());

let userId: string;
let people = 0;
beforeEach(async () => {
  userId = `grace/${++people}`;
  await stage.api.put(`/v1/users/${encodeURIComponent(userId)}`, { displayName: 'Grace' });
});

const place = () => `/users/${applicationId}/${encodeURIComponent(userId)}`;
const part = (page: Page, name: string) => page.getByRole('region', { name });

async function openPerson(browser: TestBrowser, who: 'viewer' | 'support' = 'support', more = {}): Promise<Page> {
  const page = await stage.signedIn(browser, who, place(), more);
  await sees(page, 'Grace');
  return page;
}

/** In the dialog that is open. */
async function giveReason(page: Page, confirm: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(why);
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

describeInBrowser('the page of a person', (browser) => {
  it('blocks, and says by whom, why and until when; the block is lifted again', async () => {
    const page = await openPerson(browser);
    await hears(page, 'Not blocked');
    await press(page, 'Block');
    await page.getByLabel('How long').selectOption('For a day');
    await giveReason(page, 'Block');
    await hears(page, `Blocked by ${stage.staff.support.email}`);
    await hears(page, why);
    await part(page, 'What staff did').getByText(`Block: “${why}”`).waitFor();
    await press(page, 'Lift the block');
    await giveReason(page, 'Lift the block');
    await hears(page, 'Not blocked');
  });

  it('"who blocked her?" is answered two clicks from the front page', async () => {
    userId = 'fay';
    await stage.api.put('/v1/users/fay', { displayName: 'Fay' });
    await stage.call('fay', REPORTS_FRAUD);
    const page = await stage.signedIn(browser, 'viewer');
    await page.getByRole('link', { name: 'Verifications', exact: true }).click();
    await page.getByRole('link', { name: 'fay' }).first().click();
    await sees(page, 'Fay');
    await hears(page, 'Blocked by a fraud report');
    await page.getByRole('link', { name: 'See the verification' }).waitFor();
  });

  it('lets in once, for minutes, and takes it back', async () => {
    const page = await openPerson(browser);
    await press(page, 'Let in once');
    await page.getByLabel('Minutes').fill('5');
    await giveReason(page, 'Let in once');
    await hears(page, 'Let in once without the phone');
    await press(page, 'Take back');
    await giveReason(page, 'Take back');
    await hears(page, 'Not blocked');
  });

  it('takes away phones, app passwords and browsers, each with a reason', async () => {
    const whose = { applicationId, userId };
    const phone = await addPhone(stage, whose, callers.ada);
    await addDevice(stage, whose, phone.id);
    await stage.api.post(`/v1/users/${encodeURIComponent(userId)}/app-passwords`, { name: 'Mail' });
    const page = await openPerson(browser);
    expect(await page.content()).not.toContain(callers.ada.slice(2));

    await press(page, 'Forget all browsers');
    await giveReason(page, 'Forget all');
    await part(page, 'Remembered browsers').getByText('None is remembered.').waitFor();
    await press(page, /^Remove \+/);
    await giveReason(page, 'Remove');
    await part(page, 'Phones').getByText('No phone is set up.').waitFor();
    await press(page, 'Require set-up again');
    await page.getByLabel('Remove all phones').uncheck();
    await page.getByRole('checkbox', { name: 'Remove all app passwords' }).check();
    await giveReason(page, 'Require set-up');
    await part(page, 'App passwords').getByText('There are none.').waitFor();
  });

  it('lets a viewer see all of it and change nothing', async () => {
    await addPhone(stage, { applicationId, userId }, callers.ben);
    const page = await openPerson(browser, 'viewer');
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
  });

  it('says so where there is nobody of this name', async () => {
    browser.tolerate(/404/);
    userId = 'nobody at all';
    const page = await stage.signedIn(browser, 'viewer', place());
    await page.getByRole('alert').getByText('There is no user with this id').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is for everybody, ${colorScheme}, also while it asks why`, async () => {
      await addPhone(stage, { applicationId, userId }, callers.cleo);
      const page = await openPerson(browser, 'support', { colorScheme, viewport: { width: 320, height: 640 } });
      await expectForEverybody(page);
      await press(page, 'Block');
      await page.getByRole('dialog').getByLabel('Reason').waitFor();
      await expectForEverybody(page);
    });
  }
});
