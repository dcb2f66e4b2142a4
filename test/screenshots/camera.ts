import { fileURLToPath } from 'node:url';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumArgs, chromiumPath } from '../support/chromium.ts';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));
/** Around what is shown, in CSS pixels. */
const MARGIN = 20;

export interface Camera {
  /** A page in a context of its own. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** Takes a picture of all that a selector finds and a little around it, or of the whole window. */
  take(name: string, page: Page, options?: { of?: string; small?: boolean }): Promise<void>;
}

/** @param stops takes what is to be undone afterwards, in reverse */
export async function openCamera(stops: AsyncDisposableStack): Promise<Camera> {
  if (chromiumPath === undefined) throw new Error('There is no Chromium here; CHROMIUM_PATH may name one.');
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs });
  stops.defer(() => browser.close());
  return {
    async open(url, options = {}) {
      const still = { deviceScaleFactor: 1.5, reducedMotion: 'reduce', locale: 'en-US' } as const;
      const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...still, ...options });
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    async take(name, page, { of, small = false } = {}) {
      const clip = of === undefined ? {} : { clip: await around(page, of), fullPage: true };
      const look = { caret: 'hide', animations: 'disabled', scale: small ? 'css' : 'device' } as const;
      await page.screenshot({ path: `${folder}${name}.png`, ...look, ...clip });
      console.log(`docs/images/${name}.png`);
    },
  };
}

async function around(page: Page, selector: string) {
  const boxes = (await Promise.all((await page.locator(selector).all()).map((each) => each.boundingBox()))).filter(
    (box) => box !== null,
  );
  const left = Math.max(0, Math.min(...boxes.map(({ x }) => x)) - MARGIN);
  const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - MARGIN);
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
