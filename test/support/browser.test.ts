import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe } from './axe.ts';
import { describeInBrowser } from './browser.ts';

const pages: Record<string, string> = {
  '/good': '<main><h1>Hello</h1></main>',
  '/bad': '<main><h1>Hello</h1><img src="/dot"><button></button></main>',
  '/errors': '<main><h1>Hello</h1><script src="/script"></script></main>',
  '/inline': '<main><h1>Hello</h1><script>document.title = "changed"</script></main>',
  '/elsewhere': '<main><h1>Hello</h1><img alt="" src="http://localhost:9/dot"></main>',
};

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/script') {
      response.setHeader('content-type', 'text/javascript');
      return response.end('console.error("said it"); fetch("/missing"); throw new Error("thrown")');
    }
    const body = pages[request.url ?? ''];
    response.setHeader('content-security-policy', "default-src 'self'");
    response.setHeader('content-type', 'text/html');
    if (body === undefined && request.url !== '/favicon.ico') response.statusCode = 404;
    response.end(`<!doctype html><html lang="en"><head><title>Page</title></head><body>${body}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describeInBrowser('a page in a browser', (browser) => {
  it('is seen as the person of the test sees it', async () => {
    const page = await browser.open(`${url}/good`, {
      ...{ viewport: { width: 320, height: 600 }, colorScheme: 'dark', locale: 'de-DE', reducedMotion: 'reduce' },
    });
    const seen = await page.evaluate(
      `[innerWidth, navigator.language, matchMedia('(prefers-color-scheme: dark)').matches,
        matchMedia('(prefers-reduced-motion: reduce)').matches]`,
    );
    expect(seen).toEqual([320, 'de-DE', true, true]);
    expect(await browser.complaints()).toEqual([]);
  });

  it('is prepared before anything is loaded, and forgotten after the test', async () => {
    const page = await browser.open(`${url}/good`, { prepare: (context) => context.addInitScript('window.first = 1') });
    expect(await page.evaluate('[window.first, document.cookie]')).toEqual([1, '']);
    await page.evaluate('document.cookie = "a=b"');
    const other = await browser.open(`${url}/good`);
    expect(await other.evaluate('document.cookie')).toBe('');
  });

  it.each([
    ['/errors', [/^console: said it/, /^error: thrown/, /^console: Failed to load resource.* 404 .*\/missing/]],
    ['/inline', [/^console: .*Content Security Policy/]],
    ['/elsewhere', [/^another origin: http:\/\/localhost:9\/dot$/, /^console: .*Content Security Policy/]],
  ])('%s is complained of, until that is tolerated', async (path, patterns) => {
    const page = await browser.open(url + path);
    await page.waitForLoadState('networkidle');
    const complaints = await browser.complaints();
    for (const pattern of patterns) expect(complaints).toContainEqual(expect.stringMatching(pattern));
    browser.tolerate(...patterns);
    expect(await browser.complaints()).toEqual([]);
  });

  it.fails('makes its test fail, at the end, by complaining', async () => {
    await browser.open(`${url}/inline`);
  });

  it('has what keeps people from using it named in lines', async () => {
    expect(await axe(await browser.open(`${url}/good`))).toEqual([]);
    browser.tolerate(/404/);
    expect(await axe(await browser.open(`${url}/bad`))).toEqual([
      'critical button-name: Buttons must have discernible text (button)',
      'critical image-alt: Images must have alternative text (img)',
    ]);
  });
});
