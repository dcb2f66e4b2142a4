import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '../examples/listen.ts';
import { axe } from '../support/axe.ts';
import { describeInBrowser } from '../support/browser.ts';
import { isFocusSeen, screens, show, unseen } from './looks.ts';
import { fullAccount, stateOf, states } from './page-states.ts';
import { openTold, servePages } from './told-page.ts';

let pages: Listening;
beforeAll(async () => {
  pages = await servePages();
});
afterAll(() => pages.close());

/** What is drawn in the colour, in each way. */
const coloured = ['intro', 'press #', 'text delivered', 'nobody answered', 'account'] as const;

describeInBrowser('the hosted pages of a brand', (browser) => {
  describe.each([
    ['yellow', '#ffe600'],
    ['nearly black', '#0a0a0a'],
    ['nearly white', '#fafafa'],
    ['pure red', '#ff0000'],
  ])('that is %s', (_, color) => {
    it.each(['light', 'dark'] as const)(
      'can be seen and read in %s, under the pointer and with the focus too',
      async (colorScheme) => {
        const application = { name: 'Contoso', color, logo: null };
        const told = await openTold(
          browser,
          pages.url,
          { state: stateOf({ application }), account: fullAccount },
          { colorScheme, viewport: screens.desk, reducedMotion: 'reduce' },
        );
        const { page } = told;
        const found: Record<string, string[]> = {};
        const look = async (name: string) => {
          const wrong = [...(await axe(page, ['color-contrast'])), ...(await unseen(page))];
          if (wrong.length > 0) found[name] = wrong;
        };
        for (const name of coloured) {
          const [state, shows] = states[name] ?? [stateOf(), ''];
          await show(told, [{ ...state, application }, shows]);
          await look(name);
          await page.getByRole('button').first().hover();
          await look(`${name}, with the pointer on the first button`);
          await page.keyboard.press('Tab');
          if (!(await isFocusSeen(page))) found[`${name}, with the focus`] = ['is not seen'];
        }
        await page.getByRole('button', { name: /^Make default/ }).hover();
        await look('account, with the pointer on quiet words');
        await page.getByRole('button', { name: 'Add a phone' }).click();
        await page.getByRole('combobox', { name: 'Country' }).press('ArrowDown');
        await page.getByRole('option').first().waitFor();
        await look('choice of a country');
        if (!(await isFocusSeen(page))) found['choice of a country'] = ['the focus is not seen'];
        expect(found).toEqual({});
      },
      120_000,
    );
  });
});
