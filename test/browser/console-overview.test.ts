import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { type ConsoleStage, callers, startConsoleStage } from './console-stage.ts';
import { expectForEverybody, hears, sees } from './steps.ts';

/** Each has a line of its own that is busy. */
const areas = ['212', '213', '214', '305', '312'];

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage();
  const other = await stage.addApplication('fabrikam');
  for (const each of ['dora', 'emil']) await stage.call(each, callers.ben, other);
});
afterAll(() => stage.close());

const part = (page: Page, name: string) => page.getByRole('region', { name });
const row = (page: Page, section: string, text: string) =>
  part(page, section).getByRole('listitem').filter({ hasText: text });
const figure = (page: Page, label: string) =>
  page.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) });

describeInBrowser('the overview', (browser) => {
  it('tells how it goes, and each number leads to the verifications behind it', async () => {
    const page = await stage.signedIn(browser, 'viewer');
    await sees(page, 'Outcomes over time');
    await figure(page, 'Verifications').getByText('none the day before').waitFor();
    expect(await figure(page, 'Verified').getByRole('link').textContent()).toBe('20%');
    const unanswered = row(page, 'Why not verified', 'No answer').getByRole('link');
    expect(await unanswered.textContent()).toContain('3');
    await unanswered.click();
    await sees(page, 'Verifications');
    await page.getByRole('row').filter({ hasText: 'emil' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(4);
  });

  it('answers "is it just us, or the whole country?" by one click from the front page', async () => {
    const page = await stage.signedIn(browser, 'viewer');
    await row(page, 'By country', 'United States').getByRole('link', { name: 'United States', exact: true }).click();
    await page.getByRole('button', { name: 'United States only' }).waitFor();
    expect(await row(page, 'By application', 'fabrikam').getByRole('link').last().textContent()).toContain('0%');
    expect(await row(page, 'By application', 'test').getByRole('link').last().textContent()).toContain('33%');
    await row(page, 'By application', 'fabrikam').getByRole('link').last().click();
    await page.getByRole('row').filter({ hasText: 'dora' }).waitFor();
    expect(await page.getByLabel('Country').inputValue()).toBe('US');
  });

  it('shows what has happened meanwhile without a reload, and says what is unusual', async () => {
    const page = await stage.signedIn(browser, 'viewer');
    await hears(page, 'Nothing is unusual against the day before.');
    for (const area of areas) await stage.call(`fritz ${area}`, `+1${area}5550102`);
    await hears(page, 'Busy is new');
  });

  it('is told as a table too, whose numbers are links', async () => {
    const page = await stage.signedIn(browser, 'viewer');
    await page.getByText('The same as a table').click();
    const table = page.getByRole('table', { name: 'Outcomes over time' });
    expect(await table.getByRole('link').count()).toBeGreaterThan(40);
  });

  it('looks back as far as is chosen', async () => {
    const page = await stage.signedIn(browser, 'viewer');
    await page.getByText('30 d', { exact: true }).click();
    await figure(page, 'Verifications').getByText('none the 30 days before').waitFor();
    await page.getByLabel('Application', { exact: true }).selectOption('fabrikam');
    await part(page, 'By application').getByRole('link', { name: 'test', exact: true }).waitFor({ state: 'detached' });
    expect(page.url()).toContain('period=30d');
  });

  it('says so where nothing can be read', async () => {
    browser.tolerate(/503/);
    const page = await stage.signedIn(browser, 'viewer', '/verifications');
    await page.route('**/api/overview*', (route) => route.fulfill({ status: 503, json: { detail: 'Not now.' } }));
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('alert').getByText('Not now.').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is for everybody, ${colorScheme}`, async () => {
      const page = await stage.signedIn(browser, 'viewer', '/', { colorScheme, viewport: { width: 320, height: 640 } });
      await sees(page, 'Errors of the carrier');
      await expectForEverybody(page);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    });
  }
});
