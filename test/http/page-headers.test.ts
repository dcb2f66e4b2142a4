import { readdirSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';
import { createBrowser, startFlow } from './flow-visitor.ts';
import { expectProblem } from './problem.ts';

let test: TestService;
beforeAll(async () => {
  test = await startTestService();
});
afterAll(() => test.close());

const file = readdirSync(new URL('../../dist/web/assets', import.meta.url)).find((name) => name.endsWith('.js')) ?? '';
const documents = ['/flow/unknown', `/flow/${crypto.randomUUID()}`, '/phone/'];

const directives = (headers: Headers) =>
  Object.fromEntries(
    (headers.get('content-security-policy') ?? '').split(';').map((each) => {
      const [name = '', ...sources] = each.trim().split(' ');
      return [name, sources];
    }),
  );

/** Asks for a path exactly as it is written, which `fetch` does not. */
function askRaw(path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(test.url);
    const answered = async (response: IncomingMessage) => {
      const body = (await response.toArray()).join('');
      resolve({ status: response.statusCode ?? 0, body });
    };
    request({ hostname, port, path }, (response) => void answered(response).catch(reject))
      .on('error', reject)
      .end();
  });
}

describe.each(documents)('the document at %s', (path) => {
  it('runs and shows what this service serves, and nothing inline, in no frame', async () => {
    const response = await fetch(test.url + path);
    const policy = directives(response.headers);
    expect(policy['default-src']).toEqual(["'none'"]);
    for (const name of ['base-uri', 'form-action', 'frame-ancestors']) expect(policy[name]).toEqual(["'none'"]);
    const allowed = /^('self'|'none'|'nonce-[\w+/=]{22,}'|data:)$/;
    for (const source of Object.values(policy).flat()) expect(source).toMatch(allowed);
    // An image cannot do anything; everything else that comes as data: could.
    const withData = Object.entries(policy).filter(([, sources]) => sources.includes('data:'));
    expect(withData.map(([name]) => name)).toEqual(['img-src']);
    const body = await response.text();
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i);
    expect(body).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  it('has a nonce of its own in each answer', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await fetch(test.url + path);
        const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? '';
        const inBody = [...(await response.text()).matchAll(/nonce="([^"]*)"/g)].map(([, each]) => each);
        expect(new Set(inBody)).toEqual(new Set([nonce]));
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it('is kept by nobody, tells nobody its address, and what it was made with is not told', async () => {
    const { headers } = await fetch(test.url + path);
    expect(Object.fromEntries(headers)).toMatchObject({
      ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' },
      ...{ 'x-frame-options': 'DENY', 'content-type': 'text/html; charset=utf-8' },
    });
    for (const name of ['server', 'x-powered-by', 'via', 'etag']) expect(headers.has(name)).toBe(false);
    expect(JSON.stringify([...headers])).not.toMatch(/express|node|poundkey|\d+\.\d+\.\d+/i);
  });

  it('answers to HEAD as to GET, without a body', async () => {
    const [head, get] = [await fetch(test.url + path, { method: 'HEAD' }), await fetch(test.url + path)];
    const told = ({ status, headers }: Response) => [
      status,
      headers.get('content-type'),
      headers.get('content-length'),
    ];
    expect(told(head)).toEqual(told(get));
    expect(await head.text()).toBe('');
  });
});

describe('a file of the pages', () => {
  it('is kept for good, compressed, and read as what it is', async () => {
    const response = await fetch(`${test.url}/flow/assets/${file}`, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  it.each(['/flow/assets/none.js', '/flow/assets/', '/flow/assets', '/phone/assets/none.js'])(
    'that there is not is a small 404, which nobody keeps: %s',
    async (path) => {
      const response = await fetch(test.url + path);
      expect(response.headers.get('cache-control') ?? '').not.toMatch(/immutable|max-age=[1-9]/);
      expect(Number(response.headers.get('content-length'))).toBeLessThan(500);
      await expectProblem(response, 'not_found');
    },
  );

  it.each([
    ...['../flow.html', '..%2fflow.html', '%2e%2e/flow.html', '%2e%2e%2f%2e%2e%2f%2e%2e%2fpackage.json'],
    ...['..%5c..%5cpackage.json', '..\\flow.html', '//etc/passwd', '%00', '.', '..;/flow.html', '%c0%ae%c0%ae/'],
  ])('is never one from elsewhere: %s', async (path) => {
    const { status, body } = await askRaw(`/flow/assets/${path}`);
    expect([400, 403, 404]).toContain(status);
    expect(body).not.toMatch(/<!doctype|"dependencies"|root:/i);
    expect(body.length).toBeLessThan(500);
  });
});

describe('what pages ask for', () => {
  it('is kept by nobody, whatever the answer is', async () => {
    const browser = createBrowser(test.url);
    const visit = await browser.open((await startFlow(test.api, 'ada')).url);
    const cookie = [...browser.cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
    const address = `${test.url}/flow/${visit.flowId}`;
    const answers = await Promise.all([
      visit.ask('GET', 'state'),
      visit.ask('GET', 'nothing'),
      visit.ask('POST', 'phones', { number: 'x' }),
      fetch(`${address}/state`),
      fetch(`${address}/leave`, { method: 'POST', headers: { cookie } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 400, 401, 403]);
    for (const { headers } of answers) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('is asked with a cookie for this host and its own pages alone, which no script reads', async () => {
    const { url, id } = await startFlow(test.api, 'ada');
    const response = await fetch(url, { redirect: 'manual' });
    const [cookie = '', ...more] = response.headers.getSetCookie();
    expect(more).toEqual([]);
    const [pair, ...flags] = cookie.split('; ');
    expect(pair).toMatch(new RegExp(`^__Host-flow\\.${id}=[\\w-]{43}$`));
    expect(flags.filter((flag) => !flag.startsWith('Expires=')).sort()).toEqual([
      ...['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure'],
    ]);
  });
});
