import type { Request } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { words } from '../browser/looks.ts';
import { stateOf, states } from '../browser/page-states.ts';
import { openTold, servePages } from '../browser/told-page.ts';
import type { Listening } from '../examples/listen.ts';
import { describeInBrowser } from '../support/browser.ts';

let pages: Listening;
beforeAll(async () => {
  pages = await servePages();
});
afterAll(() => pages.close());

/** What the first page of a visit may load of scripts, as it is sent: compressed. */
const MOST_BYTES = 150_000;

/** For what is done later, or by few. */
const late = /phone-field|parsePhoneNumber|account|app-password|choose-phone/;

describeInBrowser('the first page of a visit', (browser) => {
  it.each(['intro', 'ringing', 'nobody answered', 'gone: expired'])(
    'loads less than 150 KB of compressed scripts (%s), and none that belong to later ones',
    async (name) => {
      const loaded: Request[] = [];
      const [state, shows] = states[name] ?? [stateOf(), ''];
      const { page } = await openTold(
        browser,
        pages.url,
        { state },
        {
          prepare: async (context) =>
            void context.on('requestfinished', (request) => {
              if (request.resourceType() === 'script') loaded.push(request);
            }),
        },
      );
      await page
        .getByText(await words('en', shows))
        .first()
        .waitFor();
      // Before what comes later is loaded beforehand, while a call goes on.
      const scripts = loaded.filter((request) => name !== 'ringing' || !late.test(request.url()));
      const sizes = await Promise.all(scripts.map((request) => request.sizes()));
      const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
      expect(bytes).toBeGreaterThan(50_000);
      expect(bytes).toBeLessThan(MOST_BYTES);
      expect(scripts.map((request) => request.url()).filter((url) => late.test(url))).toEqual([]);
    },
  );
});
