import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handAt } from '../http/hand.ts';
import { describeInBrowser } from '../support/browser.ts';
import { type ConsoleStage, callers, startConsoleStage } from './console-stage.ts';
import { expectForEverybody, press, sees } from './steps.ts';

const step = (page: Page, text: string | RegExp) => page.getByRole('listitem').filter({ hasText: text }).last();
const fact = (page: Page, name: string) => page.getByText(name, { exact: true }).locator('xpath=following-sibling::dd');
const giveReason = async (page: Page, button: string) => {
  // The dialog before may still be fading out.
  const dialog = page.getByRole('dialog').filter({ has: page.getByRole('button', { name: button, exact: true }) });
  await dialog.getByLabel('Reason').fill('She is on the telephone');
  await press(page, button);
};

describeInBrowser('one verification', (browser) => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await startConsoleStage();
  });
  afterAll(() => stage.close());

  const openBen = (role: 'viewer' | 'support' = 'support', colorScheme: 'light' | 'dark' = 'light') =>
    stage.signedIn(browser, role, `/verifications/${stage.verifications.ben}`, { colorScheme });
  const lastEntry = async () => (await stage.service.deps.audit.list({ limit: 1 }))[0];

  it('says at a glance whether it rang', async () => {
    const page = await openBen('viewer');
    await sees(page, 'It rang and nobody picked up.');
    expect(await fact(page, 'Did it ring?').textContent()).toBe('Yes, and nobody picked up');
    await step(page, /^Rang for/).waitFor();
  });

  it('opens the evidence of each step by the keyboard', async () => {
    const page = await openBen('viewer');
    const ringing = step(page, /^Rang for/);
    await ringing.locator('summary').focus();
    await page.keyboard.press('Enter');
    await ringing.getByRole('row').filter({ hasText: 'CallStatus' }).filter({ hasText: 'ringing' }).waitFor();
    expect(await ringing.textContent()).toContain('because:');
    expect(await page.content()).not.toContain(callers.ben);
  });

  it('shows the full number with a reason, which the audit log keeps', async () => {
    const page = await openBen();
    await press(page, 'Show the full number…');
    await press(page, 'Show it');
    await page.getByText('Say why, in 3 characters or more.').waitFor();
    await expectForEverybody(page);
    await giveReason(page, 'Show it');
    await page.getByText(callers.ben).waitFor();
    expect(await lastEntry()).toMatchObject({
      ...{ action: 'number.reveal', actor: stage.staff.support.email, reason: 'She is on the telephone' },
      subject: { type: 'verification', id: stage.verifications.ben },
    });
    await press(page, 'Hide');
    expect(await page.content()).not.toContain(callers.ben);
  });

  it('calls again, and shows how that goes until the person is verified', async () => {
    const to = '+12125550120';
    const hand = handAt(stage.simulator, to);
    const { id } = await stage.api.create({ to, userId: 'fay' });
    await hand.answer();
    await hand.hangUp();
    await stage.api.outcome(id);
    await hand.ended();
    const page = await stage.signedIn(browser, 'support', `/verifications/${id}`);
    await press(page, 'Call again…');
    await page.getByText('the phone of fay, right now').waitFor();
    await giveReason(page, 'Call now');
    await sees(page, 'It is under way.');
    await step(page, /^Rings/).waitFor();
    await hand.answer();
    await step(page, /^Answered by/).waitFor();
    await hand.press('#');
    await sees(page, 'The person was verified.');
    expect(await lastEntry()).toMatchObject({ action: 'verification.call_again', reason: 'She is on the telephone' });
  });

  it('cancels, and calls again with digits to tell the person', async () => {
    const to = '+13125550120';
    const hand = handAt(stage.simulator, to);
    const { id } = await stage.api.create({ to, userId: 'gus', mode: 'match' });
    await hand.ringing();
    const page = await stage.signedIn(browser, 'support', `/verifications/${id}`);
    await press(page, 'Cancel this verification…');
    await giveReason(page, 'End it');
    await page.getByText('Nothing is wrong: the person can start again.').waitFor();
    await hand.ended();

    await press(page, 'Call again…');
    await giveReason(page, 'Call now');
    const digits = page.getByText('Tell the person to key in').locator('strong');
    await digits.waitFor();
    expect(page.url()).not.toContain(id);
    const match = await digits.textContent();
    await hand.answer();
    await hand.press(`${match}#`);
    await sees(page, 'The person was verified.');
  });

  it('offers a viewer nothing that they may not do', async () => {
    const page = await openBen('viewer');
    await page.getByRole('link', { name: 'Open the person' }).waitFor();
    const names = await page.locator('main').getByRole('button').allTextContents();
    expect(names.filter((name) => name.endsWith('…'))).toEqual([]);
  });

  it('leads to the person', async () => {
    const page = await openBen('viewer');
    const link = page.getByRole('link', { name: 'Open the person' });
    expect(await link.getAttribute('href')).toMatch(/^#\/users\/[0-9a-f-]{36}\/ben$/);
  });

  it('shows what others named as text alone', async () => {
    const userId = '<img src=x onerror=alert(1)>';
    const id = await stage.call(userId, '+14155550100');
    const page = await stage.signedIn(browser, 'viewer', `/verifications/${id}`);
    await page.getByRole('link', { name: userId }).waitFor();
    expect(await page.locator('main img').count()).toBe(0);
  });

  it('that is not there says so', async () => {
    browser.tolerate(/404 \(Not Found\)/);
    const page = await stage.signedIn(browser, 'viewer', '/verifications/nothing');
    await sees(page, 'There is no such verification');
    await page.getByRole('link', { name: 'Find a verification' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('can be used by everybody, %s', async (colorScheme) => {
    const page = await openBen('support', colorScheme);
    await step(page, /^Rang for/)
      .locator('summary')
      .click();
    await expectForEverybody(page);
    await press(page, 'Call again…');
    await page.getByLabel('Reason').waitFor();
    await expectForEverybody(page);
  });
});
