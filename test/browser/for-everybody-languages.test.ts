import { afterAll, beforeAll, expect, it } from 'vitest';
import { reasons } from '#domain/verification.ts';
import type { Listening } from '../examples/listen.ts';
import { describeInBrowser } from '../support/browser.ts';
import { screens, show, tooWide } from './looks.ts';
import { failureOf, fullAccount, type Shown, stateOf, states } from './page-states.ts';
import { openTold, servePages } from './told-page.ts';

let pages: Listening;
beforeAll(async () => {
  pages = await servePages();
});
afterAll(() => pages.close());

/** As long as names are that really occur. */
const named = {
  application: { name: 'Straßenverkehrsamt Charlottenburg-Wilmersdorf', color: null, logo: null },
  displayName: 'Karl-Theodor Wolfeschlegelsteinhausenbergerdorff',
};

// A wrong code is no end: another may be typed.
const failures = reasons
  .filter((reason) => reason !== 'wrong_code')
  .map((reason) => [failureOf(reason), `failure.reasons.${reason}`] satisfies Shown);

describeInBrowser('the hosted pages at 320 px', (browser) => {
  it.each(['de', 'fr', 'es'] as const)(
    'have room for every word of %s, in each state and for each failure',
    async (language) => {
      const locale = { de: 'de-DE', fr: 'fr-FR', es: 'es-ES' }[language];
      const first = stateOf({ ...named, locale });
      const told = await openTold(
        browser,
        pages.url,
        { state: first, account: fullAccount },
        { viewport: screens.phone, reducedMotion: 'reduce' },
      );
      const found: Record<string, string[]> = {};
      const all = Object.values(states);
      const over = all.findIndex(([{ step }]) => step === 'done');
      for (const [state, shows] of [...all.slice(0, over), ...failures, ...all.slice(over)]) {
        await show(told, [{ ...state, ...named, locale }, shows], language);
        const wrong = await tooWide(told.page);
        if (wrong.length > 0) found[shows] = wrong;
      }
      expect(found).toEqual({});
      expect(await told.page.evaluate('document.documentElement.lang')).toBe(language);
    },
    120_000,
  );

  it.each([
    ['the user’s own language', 'fr-FR', 'es-ES', 'fr'],
    ['the language of the browser where the user has none', null, 'es-ES', 'es'],
    ['English where there are neither', null, 'fi-FI', 'en'],
  ])('speak %s, and say which it is', async (_, locale, browsers, language) => {
    const { page } = await openTold(browser, pages.url, { state: stateOf({ locale }) }, { locale: browsers });
    const title = { fr: 'Vérification', es: 'Verificación', en: 'Additional' }[language] ?? '';
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe(language);
    expect(await page.title()).toContain(title);
  });

  it('speak another language as soon as the user is known to have it', async () => {
    const told = await openTold(browser, pages.url, { state: stateOf() }, { locale: 'en-US' });
    await told.page.getByRole('heading', { name: 'Additional' }).waitFor();
    await told.tell(stateOf({ locale: 'de-DE' }));
    await told.page.locator('html[lang=de]').waitFor();
    await told.page.getByRole('button', { name: /einrichten/i }).waitFor();
  });
});
