import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA and what axe holds for good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What fades in is half transparent on its way: whatever comes to an end is waited for. */
const stillness = `Promise.allSettled(
  document.getAnimations()
    .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity)
    .map((each) => each.finished),
)`;

/**
 * What keeps people from using the page as it is now, as axe finds it.
 * @param rules the only ones that count; left out: all
 * @returns a line for each rule that is broken: how grave, which, what to do, and the elements. None: [].
 */
export async function axe(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Told by the debugger, not by a script element, so that the page's Content-Security-Policy stays as it is.
  await page.evaluate(source);
  await page.evaluate(stillness);
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>(
    `axe.run({ runOnly: ${JSON.stringify(rules ?? tags)}, resultTypes: ['violations'], preload: false })`,
  );
  return violations.map(({ impact, id, help, nodes }) => {
    const places = nodes.map(({ target }) => target.join(' '));
    return `${impact} ${id}: ${help} (${places.join(', ')})`;
  });
}
