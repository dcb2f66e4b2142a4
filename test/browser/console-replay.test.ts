import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFixture } from '#fixtures/fixture.ts';
import { describeInBrowser } from '../support/browser.ts';
import { type ConsoleStage, startConsoleStage } from './console-stage.ts';
import { expectForEverybody, hears, press } from './steps.ts';

/** Answers and presses nothing. */
const SILENT = '+12025550105';

describeInBrowser('a replay', (browser) => {
  let stage: ConsoleStage;
  let id: string;
  let calls: number;
  beforeAll(async () => {
    stage = await startConsoleStage();
    id = await stage.call('iris', SILENT);
    calls = stage.simulator.ledger.calls().length;
  });
  afterAll(async () => {
    // Whatever was replayed here: no telephone rang.
    expect(stage.simulator.ledger.calls()).toHaveLength(calls);
    await stage.close();
  });

  const open = async (role: 'viewer' | 'support' = 'viewer', colorScheme: 'light' | 'dark' = 'light') => {
    const page = await stage.signedIn(browser, role, `/verifications/${id}?view=replay`, { colorScheme });
    await at(page, 1);
    return page;
  };
  const at = (page: Page, step: number) => page.getByText(new RegExp(`^Step ${step} of \\d+`)).waitFor();
  const state = (page: Page) => page.getByRole('region', { name: 'State after this event' });

  it('goes forward and back, by buttons, arrow keys and the slider', async () => {
    const page = await open();
    await press(page, 'Step forward');
    await at(page, 2);
    await page.keyboard.press('ArrowRight');
    await at(page, 3);
    await page.keyboard.press('ArrowLeft');
    await at(page, 2);
    await press(page, 'Step back');
    await at(page, 1);
    await page.getByRole('slider', { name: 'Step' }).focus();
    await page.keyboard.press('End');
    await state(page).getByText('Not verified: no key was pressed').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Home');
    await at(page, 1);
  });

  it('shows what was said, in words and as the document, and why', async () => {
    const page = await open();
    await page.getByRole('list', { name: 'Events' }).getByRole('button', { name: 'Answered' }).click();
    await state(page).getByText('Press the pound key').first().waitFor();
    await state(page).getByText('Because:').waitFor();
    await state(page).getByText('(TwiML)').click();
    expect(await state(page).locator('pre').textContent()).toContain('<Gather');
  });

  it('plays by itself until the end', async () => {
    const page = await open();
    const last = await page.getByRole('slider', { name: 'Step' }).getAttribute('max');
    await page.getByRole('slider', { name: 'Step' }).fill(String(Number(last) - 1));
    await press(page, 'Play');
    await at(page, Number(last) + 1);
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  });

  it('under another policy marks what differs, and says what it cannot tell', async () => {
    const page = await open();
    await hears(page, 'Played with the policy in force.');
    await page.getByLabel('Says its prompt at most').fill('1');
    await press(page, 'Try it');
    await hears(page, 'With this policy it goes another way');
    await page.getByText('what was pressed after that is left out').waitFor();
    await page
      .getByRole('button', { name: /No input.*differs/ })
      .first()
      .click();
    await state(page).getByText('With the policy in force it was: Under way.').waitFor();
    await expectForEverybody(page);
    await press(page, 'As it was');
    await hears(page, 'Played with the policy in force.');
  });

  it('is exported as a fixture that the player of the developers takes as it is', async () => {
    const page = await open('support');
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export as a fixture' }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe('no-input.json');
    const fixture = readFixture(await readFile(await file.path(), 'utf8'));
    expect(fixture.expect).toEqual({ status: 'retry', reason: 'no_input' });
  });

  it('is not exported by a viewer', async () => {
    const page = await open();
    expect(await page.getByRole('link', { name: 'Export as a fixture' }).count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('can be used by everybody, %s', async (colorScheme) => {
    const page = await open('support', colorScheme);
    await expectForEverybody(page);
  });
});
