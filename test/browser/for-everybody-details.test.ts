import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '../examples/listen.ts';
import { axe } from '../support/axe.ts';
import { describeInBrowser } from '../support/browser.ts';
import { screens, show, tooWide, unseen } from './looks.ts';
import { emptyAccount, fullAccount, mobile, office, stateOf, states } from './page-states.ts';
import { openTold, servePages } from './told-page.ts';

let pages: Listening;
beforeAll(async () => {
  pages = await servePages();
});
afterAll(() => pages.close());

const problem = (code: string, detail: string) => ({ code, detail });
const appPassword = { id: 'one', name: 'Mail program', password: 'abcdefghijklmnop' };

/** Looks at a page in its moments; fails at the end by all that was wrong in one of them. */
function createLook(page: Page) {
  const found: Record<string, string[]> = {};
  return {
    async at(moment: string) {
      const wrong = [...(await axe(page)), ...(await tooWide(page)), ...(await unseen(page))];
      if (wrong.length > 0) found[moment] = wrong;
    },
    found,
  };
}

describeInBrowser('what comes up on the hosted pages', (browser) => {
  describe.each([
    ['light', screens.phone],
    ['dark', screens.desk],
  ] as const)('in %s', (colorScheme, viewport) => {
    const options = { colorScheme, viewport, reducedMotion: 'reduce' } as const;

    it('can be used by everybody while a phone is chosen', async () => {
      const told = await openTold(browser, pages.url, { state: stateOf() }, options);
      const { page } = told;
      const look = createLook(page);
      await page.getByRole('button', { name: 'Set it up now' }).click();
      const number = page.getByLabel('Phone number');
      await number.waitFor();
      await look.at('a choice');
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('Enter the number').first().waitFor();
      await look.at('a number that is missing');
      await number.fill('(202) 555');
      await page.getByText('Office').click();
      await page.getByLabel('Extension').fill('x');
      await page.getByText('too short').first().waitFor();
      await look.at('a number and an extension that are wrong');
      const country = page.getByRole('combobox', { name: 'Country' });
      await country.press('ArrowDown');
      await look.at('all countries');
      await country.press('ArrowDown');
      await country.fill('ger');
      await page.getByRole('option', { name: 'Germany' }).waitFor();
      await look.at('some countries');
      await country.fill('nowhere');
      await page.getByText('No country').waitFor();
      await look.at('no country');
      await country.press('Escape');
      await page.getByText('Mobile').click();
      await number.fill('(202) 555-0123');
      browser.tolerate(/422/);
      told.answer('phones', 422, problem('not_acceptable_value', 'This number cannot be used. Take another one.'));
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('Take another one').waitFor();
      await look.at('a number that is refused');
      expect(look.found).toEqual({});
    }, 90_000);

    it('can be used by everybody on the account page', async () => {
      const state = stateOf({ step: 'account', kind: 'account', phones: [mobile, office] });
      const told = await openTold(browser, pages.url, { state, account: fullAccount, appPassword }, options);
      const { page } = told;
      const look = createLook(page);
      await page.getByRole('button', { name: 'Remove: Mobile phone' }).click();
      await page.getByText('Remove this phone?').waitFor();
      await look.at('a question');
      await page.getByRole('button', { name: 'Make an app password' }).click();
      await look.at('a form');
      await page.getByRole('button', { name: 'Make it' }).click();
      await page.getByTestId('app-password').waitFor();
      await look.at('an app password');
      browser.tolerate(/429/);
      told.answer('finish', 429, problem('too_many_requests', 'Too many.'));
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByText('tried too often').waitFor();
      await look.at('a refusal');
      expect(look.found).toEqual({});
    }, 90_000);

    it('can be used by everybody where there is nothing, another phone is chosen, or nobody answers', async () => {
      const account = stateOf({ step: 'account', kind: 'account' });
      const told = await openTold(browser, pages.url, { state: account, account: emptyAccount }, options);
      const { page } = told;
      const look = createLook(page);
      await page.getByText('You have no phone yet').waitFor();
      await look.at('an empty account');
      await show(told, states['nobody answered'] ?? [stateOf(), '']);
      await page.getByRole('button', { name: 'Use another phone' }).click();
      await page.getByRole('heading', { name: 'Use another phone' }).waitFor();
      await look.at('another phone');
      browser.tolerate(/503|401/);
      told.answer('state', 503, problem('unavailable', 'Away.'));
      await told.tell(stateOf());
      await page.getByText('No connection').waitFor();
      await look.at('no connection');
      told.answer('state', 401, problem('flow_link_used', 'Used.'));
      await page.reload();
      await page.getByText('This link was used already').waitFor();
      await look.at('a link that was used');
      expect(look.found).toEqual({});
    }, 90_000);
  });
});
