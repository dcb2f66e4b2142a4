import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInStaff } from '../http/console-staff.ts';
import { axe } from '../support/axe.ts';
import { describeInBrowser } from '../support/browser.ts';
import { type ConsoleStage, startConsoleStage } from './console-stage.ts';
import { screens, tooWide, unseen } from './looks.ts';
import { expectForEverybody, press, sees } from './steps.ts';

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage();
  const support = await signInStaff(stage, 'support', { email: 'una@acme.example', displayName: 'Una' });
  await support.post(`/verifications/${stage.verifications.ben}/reveal`, { reason: 'He says it is another number' });
  await support.get('/audit');
});
afterAll(() => stage.close());

describeInBrowser('the audit log', (browser) => {
  const rows = (page: Page) => page.getByRole('row').filter({ hasText: 'No. ' });

  it('tells who did what to whom and why, and leads there', async () => {
    const page = await stage.signedIn(browser, 'administrator', '/audit');
    await expectForEverybody(page);
    const reveal = rows(page).filter({ hasText: 'See a full number' });
    await reveal.getByText('una@acme.example').waitFor();
    await reveal.getByText('He says it is another number').waitFor();
    await rows(page).filter({ hasText: 'Read the audit log' }).getByText('refused').waitFor();
    await reveal.getByRole('link', { name: stage.verifications.ben }).click();
    await page.waitForURL(new RegExp(`#/verifications/${stage.verifications.ben}$`));
    await page.goBack();
    await sees(page, 'Audit log');
  });

  it('is searched by keyboard, and keeps what was asked for in its address', async () => {
    const page = await stage.signedIn(browser, 'administrator', '/audit');
    await rows(page).first().waitFor();
    await page.getByLabel('Outcome').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/outcome=/);
    await page.getByLabel('Its id').fill(stage.verifications.ben);
    await page.keyboard.press('Enter');
    await page.waitForURL(/subjectId=/);
    await expectRows(1);
    await page.reload();
    await expectRows(1);
    await press(page, 'Show all');
    await page.waitForURL(/#\/audit\/?$/);

    async function expectRows(count: number) {
      await rows(page).first().waitFor();
      await expect.poll(() => rows(page).count()).toBe(count);
    }
  });

  it('shows older entries when it is asked for them', async () => {
    const busy = await stage.addStaff('viewer', { email: 'busy@acme.example' });
    for (let at = 0; at < 60; at++) {
      await stage.service.deps.audit.write({
        ...{ at: new Date(), staffId: busy.id, actor: busy.email, action: 'session.protect', outcome: 'done' },
        ...{ applicationId: null, subject: { type: 'staff', id: busy.id }, reason: null, data: { at } },
      });
    }
    const page = await stage.signedIn(browser, 'administrator', `/audit?staff=${busy.id}`);
    await expect.poll(() => rows(page).count()).toBe(50);
    await press(page, 'Older entries');
    await expect.poll(() => rows(page).count()).toBe(60);
    expect(await page.getByRole('button', { name: 'Older entries' }).count()).toBe(0);
  });

  it('is taken away as a file of what was asked for', async () => {
    const page = await stage.signedIn(browser, 'administrator', '/audit?action=number.reveal');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^audit-[\d-]+\.csv$/);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('He says it is another number');
  });
});

describeInBrowser('staff', (browser) => {
  it('change what somebody may do, with a reason that the audit log tells', async () => {
    const staff = await stage.addStaff('viewer', { displayName: 'Nova Newcomer' });
    const page = await stage.signedIn(browser, 'administrator', '/staff');
    await press(page, 'Change what Nova Newcomer may do');
    const dialog = page.getByRole('dialog', { name: 'What Nova Newcomer may do' });
    await expectForEverybody(page);
    await dialog.getByRole('button', { name: 'Change' }).click();
    await dialog.getByText('Say why, in 3 characters or more.').waitFor();
    await dialog.getByLabel('Role').first().click();
    await page.getByRole('option', { name: /^Support/ }).click();
    await dialog.getByLabel('Reason').fill('Has learned it');
    await dialog.getByRole('button', { name: 'Change' }).click();
    await dialog.waitFor({ state: 'detached' });
    const card = page.getByRole('listitem').filter({ hasText: staff.email });
    await card.getByText('support', { exact: true }).waitFor();

    await press(page, 'Disable Nova Newcomer');
    await page.getByLabel('Reason').fill('Has left');
    await page.getByRole('button', { name: 'Disable', exact: true }).last().click();
    await card.getByText('disabled', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByText('Has learned it').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Audit log');
    expect(await page.title()).toBe('Audit log · Support console');
  });
});

describeInBrowser('the console, around its pages', (browser) => {
  it('has the search at hand by its key, and skips to the page', async () => {
    const page = await stage.signedIn(browser, 'viewer', '/');
    await page.keyboard.press('/');
    await page.keyboard.type('ben');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/verifications\?q=ben$/);
    await page.reload();
    await page.getByRole('navigation', { name: 'Console' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(Object.entries(screens))('can be used by everybody, on the screen of a %s', async (_, viewport) => {
      const options = { colorScheme, viewport, reducedMotion: 'reduce' } as const;
      const found: Record<string, string[]> = {};
      const look = async (name: string, page: Page) => {
        const wrong = [...(await axe(page)), ...(await tooWide(page)), ...(await unseen(page))];
        if (wrong.length > 0) found[name] = wrong;
      };
      const door = await stage.open(browser, '/', options);
      await sees(door, 'Sign in');
      await look('the sign-in', door);
      const page = await stage.signedIn(browser, 'administrator', '/audit', options);
      await page.getByRole('row').nth(1).waitFor();
      await look('the audit log', page);
      await page.goto(`${stage.url}/console/#/staff`);
      await sees(page, 'Alma Ruiz');
      await look('staff', page);
      await press(page, 'Disable Vera Vogel');
      await page.getByRole('dialog').waitFor();
      await look('the dialog that asks why', page);
      expect(found).toEqual({});
    });
  });
});
