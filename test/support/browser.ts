import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { chromiumArgs, chromiumPath } from './chromium.ts';

const missing = 'no Chromium here; CHROMIUM_PATH may name one';
/** On CI the tests fail instead. */
const skipped = chromiumPath === undefined && process.env.CI !== 'true';

/** A whole story may take this long, and each step of it less: what fails then says at which step. */
const TEST_MS = 90_000;
const STEP_MS = 25_000;

export interface OpenOptions
  extends Pick<BrowserContextOptions, 'viewport' | 'colorScheme' | 'locale' | 'reducedMotion'> {
  /** Where the page may go or ask besides its own origin: URLs of which the origin counts. */
  origins?: readonly string[];
  /** Done before anything is loaded: cookies, scripts that come first. */
  prepare?(context: BrowserContext): Promise<unknown>;
}

export interface TestBrowser {
  /** A page in a context of its own, which lasts until the end of the test. Further tabs: `page.context().newPage()`. */
  open(url: string, options?: OpenOptions): Promise<Page>;
  /**
   * What pages complained of in this test and was not tolerated: errors in the console, which violations of the
   * Content-Security-Policy and failed requests are too, errors that nobody caught, requests to other origins.
   */
  complaints(): Promise<string[]>;
  /** Lets pages of this test complain of what matches. */
  tolerate(...patterns: RegExp[]): void;
}

/**
 * A suite in one real browser. A test fails in which a page complained of anything that was not tolerated. Where there
 * is no browser the suite is skipped and says why.
 */
export function describeInBrowser(name: string, suite: (browser: TestBrowser) => void): void {
  describe.skipIf(skipped)(`${name}${skipped ? ` (skipped: ${missing})` : ''}`, { timeout: TEST_MS }, () => {
    let launched: Browser;
    let heard: string[] = [];
    let tolerated: RegExp[] = [];
    beforeAll(async () => {
      if (chromiumPath === undefined) throw new Error(`Pages cannot be tested: ${missing}.`);
      launched = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs });
    });
    afterAll(() => launched?.close());

    const browser: TestBrowser = {
      async open(url, { origins = [], prepare, ...options } = {}) {
        const context = await launched.newContext(options);
        const known = [url, ...origins].map((each) => new URL(each).origin);
        context.setDefaultTimeout(STEP_MS);
        listen(context, known, (complaint) => heard.push(complaint));
        await prepare?.(context);
        const page = await context.newPage();
        await page.goto(url);
        return page;
      },
      async complaints() {
        // What a page has said is told in order: after an answer of its own, all before it is known.
        const pages = launched.contexts().flatMap((context) => context.pages());
        await Promise.allSettled(pages.map((page) => page.evaluate('0')));
        return heard.filter((complaint) => !tolerated.some((pattern) => pattern.test(complaint)));
      },
      tolerate: (...patterns) => void tolerated.push(...patterns),
    };
    afterEach(async () => {
      const complaints = await browser.complaints();
      await Promise.all(launched.contexts().map((context) => context.close()));
      [heard, tolerated] = [[], []];
      if (complaints.length > 0) throw new Error(`The browser complained:\n${complaints.join('\n')}`);
    });
    suite(browser);
  });
}

function listen(context: BrowserContext, origins: readonly string[], tell: (complaint: string) => void): void {
  context.on('console', (message) => {
    if (message.type() === 'error') tell(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => tell(`error: ${error.error().message}`));
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && !origins.includes(origin)) tell(`another origin: ${request.url()}`);
  });
}
