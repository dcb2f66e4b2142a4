import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listening } from '../examples/listen.ts';
import { axe } from '../support/axe.ts';
import { describeInBrowser } from '../support/browser.ts';
import { screens, show, tooWide, unseen } from './looks.ts';
import { fullAccount, stateOf, states } from './page-states.ts';
import { openTold, servePages } from './told-page.ts';

let pages: Listening;
beforeAll(async () => {
  pages = await servePages();
});
afterAll(() => pages.close());

describeInBrowser('the hosted pages', (browser) => {
  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(Object.entries(screens))(
      'can be used by everybody in each state, on the screen of a %s',
      async (_, viewport) => {
        const options = { colorScheme, viewport, reducedMotion: 'reduce' } as const;
        const told = await openTold(browser, pages.url, { state: stateOf(), account: fullAccount }, options);
        const found: Record<string, string[]> = {};
        for (const [name, state] of Object.entries(states)) {
          await show(told, state);
          const wrong = [...(await axe(told.page)), ...(await tooWide(told.page)), ...(await unseen(told.page))];
          if (wrong.length > 0) found[name] = wrong;
        }
        expect(found).toEqual({});
      },
      120_000,
    );
  });
});
