import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';

const { done } = JSON.parse(readFileSync(new URL('../../web/flow/locales/en.json', import.meta.url), 'utf8'));

/** When #, as the browser has it from the keyboard: what it waited for its turn in the page is counted too. */
const whenPressed = `
  addEventListener('keydown', ({ key, timeStamp }) => {
    if (key === '#') window.pressedAt = Date.now() - (performance.now() - timeStamp);
  }, true);`;

/** When the page first says something, in milliseconds since its link was opened, and when it says that all is done. */
const whenChanged = `
  let isShown = false;
  let answeredAt = 0;
  const { fetch } = window;
  window.fetch = async (...request) => {
    const response = await fetch(...request);
    answeredAt = Date.now();
    return response;
  };
  new MutationObserver((_changes, observer) => {
    const title = document.querySelector('h1')?.textContent;
    if (!title) return;
    if (!isShown) stampShown(performance.now());
    isShown = true;
    if (title !== ${JSON.stringify(done.title)}) return;
    stampChanged({ answeredAt, changedAt: Date.now() });
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true, characterData: true });`;

/** In Unix milliseconds: when the page had the answer to its long poll, and when it had changed. */
export interface Change {
  answeredAt: number;
  changedAt: number;
}

/** To be called before the handset's page is opened. */
export function stampPresses(page: Page): Promise<unknown> {
  return page.addInitScript(whenPressed);
}

/** When # was pressed last, in Unix milliseconds. */
export async function pressedAt(page: Page): Promise<number> {
  return Number(await page.evaluate('window.pressedAt'));
}

/**
 * To be called before a hosted page is opened.
 * @returns when it first showed something, in milliseconds from its opening, and its change to verified
 */
export async function stampChanges(context: BrowserContext) {
  const shown = Promise.withResolvers<number>();
  const changed = Promise.withResolvers<Change>();
  await context.exposeFunction('stampShown', shown.resolve);
  await context.exposeFunction('stampChanged', changed.resolve);
  await context.addInitScript(whenChanged);
  return { shownAfterMs: shown.promise, change: changed.promise };
}
