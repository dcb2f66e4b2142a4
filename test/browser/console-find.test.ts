import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page as ApiPage, FoundVerification, VerificationDetail } from '#http/console/console-api.ts';
import { signInStaff } from '../http/console-staff.ts';
import { describeInBrowser } from '../support/browser.ts';
import { type ConsoleStage, callers, startConsoleStage } from './console-stage.ts';
import { expectForEverybody, hears, press, sees } from './steps.ts';

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('rowheader') });
const search = async (page: Page, typed: string) => {
  await page.getByRole('searchbox').fill(typed);
  await page.keyboard.press('Enter');
};

describeInBrowser('finding a verification', (browser) => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await startConsoleStage();
  });
  afterAll(() => stage.close());

  it('goes by the user, the full number, the SID of the call, and the id', async () => {
    const id = stage.verifications.ben;
    const viewer = await signInStaff(stage, 'viewer');
    const { tries } = await viewer.read<VerificationDetail>(`/verifications/${id}`);
    const page = await stage.signedIn(browser, 'viewer', '/verifications');
    for (const typed of ['ben', '+1 (202) 555-0101', tries[0]?.sid ?? '', id]) {
      await search(page, typed);
      await sees(page, `Verifications of “${typed}”`);
      await hears(page, 'One verification');
      expect(await rows(page).allTextContents()).toEqual([
        expect.stringMatching(/Not verified: nobody answered.*ben.*\+1••••••0101.*Call.*test/),
      ]);
    }
    expect(await page.content()).not.toContain(callers.ben);
  });

  it('tells why it failed in two steps from the front page, by the keyboard alone', async () => {
    const page = await stage.signedIn(browser, 'viewer');
    await page.keyboard.press('/');
    await page.keyboard.type('ben');
    await page.keyboard.press('Enter');
    await hears(page, 'One verification');
    await rows(page).getByRole('link').first().focus();
    await page.keyboard.press('Enter');
    await sees(page, 'It rang and nobody picked up.');
    expect(await page.getByText('What to do:').locator('..').textContent()).toContain('not on silent, then call again');
  });

  it('is narrowed by what stands in the address, which leads back too', async () => {
    const page = await stage.signedIn(browser, 'viewer', '/verifications?status=verified');
    await hears(page, 'One verification');
    expect(await rows(page).allTextContents()).toEqual([expect.stringContaining('ada')]);
    await press(page, 'Clear all');
    await hears(page, '3 verifications');
    await page.getByLabel('Reason').selectOption('busy');
    await hears(page, 'One verification');
    expect(page.url()).toContain('reason=busy');
    expect(await rows(page).allTextContents()).toEqual([expect.stringContaining('cleo')]);
    await page.getByLabel('Until').fill('2020-01-01T00:00');
    await page.getByLabel('Since').focus();
    await sees(page, 'There is no such verification');
    await page.goBack();
    await hears(page, 'One verification');
  });

  it('that finds nothing says what to do', async () => {
    const page = await stage.signedIn(browser, 'viewer', '/verifications?q=nobody');
    await sees(page, 'Nothing was found for “nobody”');
    await page.getByText('Users, ids and numbers are compared whole').waitFor();
    await expectForEverybody(page);
  });

  it('by a masked number says that nobody is found by it', async () => {
    browser.tolerate(/400 \(Bad Request\)/);
    const page = await stage.signedIn(browser, 'viewer', '/verifications');
    await search(page, '+1••••••0101');
    await page.getByRole('alert').filter({ hasText: 'give the full number or the user' }).waitFor();
  });

  it('that finds several people says how to tell them apart', async () => {
    await stage.call('zoe', '+12125550100');
    await stage.call('zoe', '+12125550100', await stage.addApplication('other'));
    const page = await stage.signedIn(browser, 'viewer', '/verifications?q=zoe');
    await page.getByText('These belong to 2 different people').waitFor();
    await page.getByLabel('Application').selectOption('other');
    await hears(page, 'One verification');
  });

  it('shows what is new by itself, and marks it', async () => {
    const page = await stage.signedIn(browser, 'viewer', '/verifications?q=dora');
    await sees(page, 'Nothing was found for “dora”');
    await page.getByText('Live', { exact: true }).waitFor();
    await stage.call('dora', '+13125550100');
    await rows(page).filter({ hasText: 'Verified' }).filter({ hasText: 'just changed' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('can be used by everybody, %s', async (colorScheme) => {
    const page = await stage.signedIn(browser, 'viewer', '/verifications', { colorScheme });
    await rows(page).first().waitFor();
    await expectForEverybody(page);
  });

  it('shows older ones on request, each once', async () => {
    const many = await startConsoleStage();
    for (let i = 0; i < 50; i++) await many.api.create({ to: `+1213555${String(100 + i).padStart(4, '0')}` });
    const page = await many.signedIn(browser, 'viewer', '/verifications');
    await hears(page, '50 verifications, and there are older ones');
    await press(page, 'Show older');
    await hears(page, '53 verifications.');
    const viewer = await signInStaff(many, 'viewer');
    const { data } = await viewer.read<ApiPage<FoundVerification>>('/verifications?limit=100');
    const links = await rows(page)
      .getByRole('rowheader')
      .getByRole('link')
      .evaluateAll((all) => all.map((each) => each.getAttribute('href')));
    expect(links).toEqual(data.map(({ id }) => `#/verifications/${id}`));
    await many.close();
  });
});
