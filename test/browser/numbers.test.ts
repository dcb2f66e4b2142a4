import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { ANA_ID, type Stage, startStage } from './stage.ts';
import { expectForEverybody, press, sees } from './steps.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ contosoSettings: { countries: ['US', 'DE'] } });
});
afterAll(() => stage.close());
afterEach(() => stage.forgetAna());

const numberField = (page: Page) => page.getByLabel('Phone number');
const phonesOfAna = async () => {
  const response = await stage.api.fetch(`/v1/users/${ANA_ID}/factors`);
  return ((await response.json()) as { data: unknown[] }).data;
};

describeInBrowser('a number that cannot be used', (browser) => {
  it('is refused while it is typed, with the reason', async () => {
    const page = await stage.signIn(browser);
    await press(page, 'Set it up now');
    const field = numberField(page);
    await press(page, 'Next');
    await page.locator('p', { hasText: 'Enter the number of your phone.' }).waitFor();

    await field.fill('+4420');
    await page.locator('p', { hasText: 'Numbers of this country cannot be used here.' }).waitFor();
    await expectForEverybody(page);

    await field.fill('(900) 555-0100');
    await page.locator('p', { hasText: 'This number cannot be used.' }).waitFor();

    await field.fill('(202) 555-01000');
    await page.locator('p', { hasText: 'This number is too long for United States.' }).waitFor();

    // Nobody is told that it is too short before they are done.
    await field.fill('(202) 555');
    expect(await page.getByText('This number is too short').count()).toBe(0);
    await field.press('Tab');
    await page.locator('p', { hasText: 'This number is too short for United States.' }).waitFor();
    await press(page, 'Next');

    await field.fill('+49 1512 3456789');
    expect(await page.getByRole('combobox', { name: 'Country' }).inputValue()).toBe('Germany (+49)');
    expect(await field.inputValue()).toBe('01512 3456789');
    expect(await phonesOfAna()).toEqual([]);
  });

  it('is refused by the service where the page does not know better', async () => {
    browser.tolerate(/422/);
    const page = await stage.signIn(browser);
    await press(page, 'Set it up now');
    // Of which of the countries of +1 it is, the numbering plan does not tell.
    await numberField(page).fill('(999) 555-0100');
    await press(page, 'Next');
    await page.getByRole('alert').filter({ hasText: 'This number cannot be used.' }).waitFor();
    await expectForEverybody(page);
    expect(await phonesOfAna()).toEqual([]);
    await numberField(page).fill('(202) 555-0100');
    await press(page, 'Next');
    await sees(page, 'Sign in with your password once more');
  });
});
