import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from '../support/axe.ts';
import { describeInBrowser } from '../support/browser.ts';
import { screens, tooWide, unseen } from './looks.ts';
import { ana, type Stage, startStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

describeInBrowser('the pages of the demo login', (browser) => {
  describe.each([
    ['light', 'phone'],
    ['light', 'desk'],
    ['dark', 'phone'],
    ['dark', 'desk'],
  ] as const)('in %s, on the screen of a %s', (colorScheme, screen) => {
    it('can be used by everybody', async () => {
      await stage.forgetAna();
      await stage.givePhone('+12025550100');
      const url = `${stage.contoso.url}/demo`;
      const page = await browser.open(url, {
        ...{ colorScheme, viewport: screens[screen], origins: [stage.url], reducedMotion: 'reduce' },
      });
      browser.tolerate(/40\d|422/);
      const found: Record<string, string[]> = {};
      const look = async (name: string) => {
        const wrong = [...(await axe(page)), ...(await tooWide(page)), ...(await unseen(page))];
        if (wrong.length > 0) found[name] = wrong;
      };
      await look('sign-in');
      await page.getByLabel('User name').fill(ana.name);
      await page.getByLabel('Password').fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('is wrong').waitFor();
      await look('a wrong password');
      await page.getByLabel('Password').fill(ana.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Welcome, Ana Souza' }).waitFor();
      await look('the portal');
      await page.getByRole('link', { name: 'Mail program' }).click();
      await page.waitForURL(/mail$/);
      await look('the mail program');
      await page.getByRole('link', { name: 'Administrator' }).click();
      await page.waitForURL(/administrator$/);
      await look('the administrator’s corner');
      await page.goto(`${url}/nothing`);
      await look('a page that there is not');
      expect(found).toEqual({});
    }, 60_000);
  });
});
