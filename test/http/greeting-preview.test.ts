import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWav } from '../support/audio.ts';
import { describeInBrowser } from '../support/browser.ts';
import { type Greetings, startGreetings } from './greetings-stage.ts';

let test: Greetings;
beforeAll(async () => {
  test = await startGreetings();
  await test.putText('en-US/greeting', 'Welcome to {brand}, <script>alert(1)</script> {code}.');
  await test.putAudio('en-US/verified', makeWav({ seconds: 0.2 }));
});
afterAll(() => test.close());

describe('the preview of greetings', () => {
  it('is a page that needs no key, for ten minutes, and that nobody keeps', async () => {
    const { url, expiresAt } = await test.preview('en-US');
    expect(Date.parse(expiresAt)).toBe(test.clock.now().getTime() + 600_000);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const policy = String(response.headers.get('content-security-policy'));
    const nonce = /script-src 'nonce-([^']{20,})'/.exec(policy)?.[1];
    expect(policy).toMatch(/^default-src 'none'/);
    const html = await response.text();
    expect([...html.matchAll(/<(?:script|style)\b[^>]*>/g)].map(([tag]) => tag.includes(`nonce="${nonce}"`))).toEqual([
      true,
      true,
    ]);
    expect(String((await fetch(url)).headers.get('content-security-policy'))).not.toContain(nonce);
  });

  it('lists every phrase in the order of a call, with the brand and marks on what is the own, all escaped', async () => {
    const html = await (await fetch((await test.preview('en-US')).url)).text();
    expect([...html.matchAll(/<h2[^>]*>(\w+)</g)].map(([, name]) => name)).toEqual(['greeting', 'sayCode', 'verified']);
    expect([...html.matchAll(/<span class="\w+">([^<]+)</g)].map(([, mark]) => mark)).toEqual([
      ...['your text', 'standard', 'your recording, 1 s'],
    ]);
    expect(html).toContain('Welcome to Acme &lt;b&gt;&amp;&lt;/b&gt; Co, &lt;script&gt;alert(1)&lt;/script&gt; ….');
    expect(html).toContain('Your code is ….');
  });

  it('is of one locale', async () => {
    const html = await (await fetch((await test.preview('de-DE')).url)).text();
    expect(html).toContain('<p lang="de-DE">Auf Deutsch: ');
    expect(html).not.toContain('Welcome');
  });

  it('is a page with one sentence when it is forged or over', async () => {
    const { url } = await test.preview('en-US');
    const [body = '', signature = ''] = url.slice(url.lastIndexOf('/') + 1).split('.');
    const forged = Buffer.from(JSON.stringify([test.other.id, 'en-US', Date.now() * 2])).toString('base64url');
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    const at = (token: string) => fetch(`${test.url}/greetings/preview/${token}`);
    const bad = [`${forged}.${signature}`, `${body}.${flipped}`, body, `${body}.`, 'x', `${body}.${signature}x`];
    for (const response of await Promise.all(bad.map(at))) {
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      expect(await response.text()).toContain('This preview does not exist or is over');
    }
    expect((await fetch(url)).status).toBe(200);
    test.clock.advanceSeconds(600);
    expect((await fetch(url)).status).toBe(404);
  });
});

/** Remembers what the browser is asked to say, and says it at once. */
const voice = `
  window.said = [];
  speechSynthesis.speak = (utterance) => {
    said.push([utterance.lang, utterance.text]);
    setTimeout(() => utterance.onend());
  };`;

describeInBrowser('the preview in a browser', (browser) => {
  async function open() {
    const { url } = await test.preview('en-US');
    const page = await browser.open(url, { prepare: (context) => context.addInitScript(voice) });
    return { page, said: () => page.evaluate<[string, string][]>('said') };
  }

  it('says all from beginning to end, texts by voice and recordings by their sound, by keyboard alone', async () => {
    const { page, said } = await open();
    const played = page.waitForResponse((response) => response.url().includes('/recordings/'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect((await played).ok()).toBe(true);
    await page.getByText('Said.', { exact: true }).waitFor();
    expect(await said()).toEqual([
      ['en-US', 'Welcome to Acme <b>&</b> Co, <script>alert(1)</script> ….'],
      ['en-US', 'Your code is ….'],
    ]);
  });

  it('says one, and stops when told to', async () => {
    const { page, said } = await open();
    await page.getByRole('button', { name: 'Play' }).nth(1).click();
    await page.getByText('Said.', { exact: true }).waitFor();
    expect(await said()).toEqual([['en-US', 'Your code is ….']]);
    await page.getByRole('button', { name: 'Play' }).nth(2).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped.', { exact: true }).waitFor();
    expect(await page.evaluate('document.querySelector("audio").paused')).toBe(true);
  });
});
