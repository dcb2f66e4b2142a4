import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { isFocusSeen } from './looks.ts';

/** Somebody without a mouse: what has the focus must always be seen. */
export function createTypist(page: Page) {
  const name = (): Promise<string> =>
    page.evaluate(`(() => {
      const { activeElement: at } = document;
      // Between the last and the first of a page, the focus is in the browser's own bars.
      return at.matches('body, dialog') ? '' : at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.textContent || at.tagName;
    })()`);
  const typist = {
    name,
    /** Goes on by Tab until something of this name has the focus. */
    async to(wanted: string): Promise<void> {
      const passed: string[] = [];
      for (let steps = 0; steps < 15; steps++) {
        await page.keyboard.press('Tab');
        const at = await name();
        if (at.includes(wanted)) {
          expect({ at, seen: await isFocusSeen(page) }).toEqual({ at, seen: true });
          return;
        }
        passed.push(at);
      }
      throw new Error(`Tab leads to no ${wanted}, but to ${passed.join('; ')}.`);
    },
    press: (key: string) => page.keyboard.press(key),
    type: (text: string) => page.keyboard.type(text),
    /** A step has come: the focus is at its title, which is the document's too. */
    async arrives(title: string | RegExp): Promise<void> {
      const heading = page.getByRole('heading', { name: title, level: 1 });
      await heading.waitFor();
      await page.locator('h1:focus').waitFor();
      expect(await page.title()).toContain(await heading.textContent());
    },
  };
  return typist;
}
