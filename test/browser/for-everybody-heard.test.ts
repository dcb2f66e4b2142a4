import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Listening } from '../examples/listen.ts';
import { handAt } from '../http/hand.ts';
import { describeInBrowser } from '../support/browser.ts';
import { show } from './looks.ts';
import { stateOf, states } from './page-states.ts';
import { type Stage, startStage } from './stage.ts';
import { openTold, servePages } from './told-page.ts';

let stage: Stage;
let pages: Listening;
beforeAll(async () => {
  [stage, pages] = await Promise.all([startStage(), servePages()]);
});
afterAll(() => Promise.all([stage.close(), pages.close()]));
afterEach(() => stage.forgetAna());

/** Keeps what live regions say that were there before it was said: a new one is not read out by all screen readers. */
const listener = `
  window.heard = [];
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target.nodeType === 1 ? target : target.parentElement;
      const region = element?.closest('[aria-live]');
      const text = region?.textContent.trim();
      if (!text || window.heard.at(-1) === text) continue;
      window.heard.push(text);
      window.told?.(text);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });`;

const heard = (page: Page): Promise<string[]> => page.evaluate('heard');
const hears = (page: Page, text: string, times = 1) =>
  expect
    .poll(async () => (await heard(page)).filter((each) => each.includes(text)).length, { timeout: 10_000 })
    .toBeGreaterThanOrEqual(times);

/** What the element is described by, in the order in which it is read out. */
const description = (page: Page, selector: string): Promise<string> =>
  page.evaluate(`(() => {
    const ids = document.querySelector(${JSON.stringify(selector)}).getAttribute('aria-describedby') ?? '';
    return ids.split(' ').map((id) => document.getElementById(id)?.textContent ?? 'MISSING ' + id).join(' ');
  })()`);

describeInBrowser('whoever listens to the hosted pages', (browser) => {
  const prepare: Parameters<typeof openTold>[3] = {
    prepare: (context) => context.addInitScript(listener),
  };

  it('hears how a sign-in goes on, up to the failure, and Retry, and that it worked out', async () => {
    const to = '+12025550123';
    await stage.givePhone(to);
    const hand = handAt(stage.simulator, to);
    const page = await stage.signIn(browser, prepare);
    await hears(page, 'Ringing…');
    await hand.answer();
    await hears(page, 'Answered: press # now');
    await hand.hangUp();
    const dialog = page.getByRole('dialog', { name: 'That did not work out' });
    await dialog.waitFor();
    // What a dialog is described by is read out when it comes.
    expect(await description(page, 'dialog')).toContain('The call ended before it was confirmed.');
    expect(await page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
    expect(await page.title()).toBe('Confirm with your phone · Contoso');
    await page.keyboard.press('Enter');
    await hand.answer();
    await hears(page, 'press # now', 2);
    expect(await page.title()).toBe('We are calling your phone. Please answer it to continue · Contoso');
    // The page that says it is left soon after.
    let last = '';
    await page.exposeFunction('told', (text: string) => {
      last = text;
    });
    await hand.press('#');
    await page.waitForURL(/\/demo/);
    expect(last).toBe('Verified. Taking you back to Contoso…');
  }, 60_000);

  it('hears each word of progress, in a region that stays', async () => {
    const told = await openTold(browser, pages.url, { state: states.calling?.[0] ?? stateOf() }, prepare);
    const { page } = told;
    await page.getByText('Calling…').waitFor();
    const region = await page.getByRole('status').elementHandle();
    const order = ['ringing', 'press #', 'enter 47', 'enter the PIN', 'texting the code', 'text delivered', 'verified'];
    for (const name of order) await show(told, states[name] ?? [stateOf(), '']);
    expect(await region?.evaluate((node: { isConnected: boolean }) => node.isConnected)).toBe(true);
    expect(await heard(page)).toEqual([
      ...['Calling…', 'Ringing…', 'Answered: press # now', 'Answered: enter 47, then #'],
      ...[
        'Answered: enter your PIN, then #',
        'Sending the text message…',
        'The text message was delivered',
        'Verified',
      ],
    ]);
  });

  it('hears what is wrong with a field at that field', async () => {
    const told = await openTold(browser, pages.url, { state: stateOf() }, prepare);
    const { page } = told;
    await page.getByRole('button', { name: 'Set it up now' }).click();
    const number = 'input[name=tel]';
    await page.locator(number).waitFor();
    expect(await description(page, number)).toContain('For example');
    await page.getByRole('button', { name: 'Next' }).click();
    await hears(page, 'Enter the number of your phone.');
    expect(await description(page, number)).toContain('Enter the number of your phone.');
    await page.locator(number).fill('900 555');
    await page.keyboard.press('Enter');
    await hears(page, 'too short');
    expect(await description(page, number)).toContain('This number is too short for United States.');
    expect(await page.locator(number).getAttribute('aria-invalid')).toBe('true');
    await show(told, states['wrong code'] ?? [stateOf(), '']);
    const code = 'input[autocomplete=one-time-code]';
    expect(await description(page, code)).toContain('That code is not right. You have one more try.');
    await page.getByRole('button', { name: 'Confirm' }).click();
    expect(await description(page, code)).toContain('Type the six digits that you were given.');
    expect(await page.evaluate('document.activeElement.autocomplete')).toBe('one-time-code');
  });

  it('hears which country Enter would choose while typing', async () => {
    const { page } = await openTold(browser, pages.url, { state: stateOf() });
    await page.getByRole('button', { name: 'Set it up now' }).click();
    const country = page.getByRole('combobox', { name: 'Country' });
    const active = (name: string) =>
      expect
        .poll(() =>
          page.evaluate(`(() => {
            const id = document.querySelector('[role=combobox]').getAttribute('aria-activedescendant');
            return id === null ? '' : document.getElementById(id).textContent;
          })()`),
        )
        .toBe(name);
    await country.press('ArrowDown');
    await active('United States (+1)');
    await country.fill('austria');
    await active('Austria (+43)');
    await country.fill('nowhere');
    await active('');
    await country.fill('austria');
    await country.press('Enter');
    await active('');
    expect(await country.inputValue()).toBe('Austria (+43)');
  });

  it('is not distracted: nothing moves where less motion is wished', async () => {
    const options = { reducedMotion: 'reduce' } as const;
    const told = await openTold(browser, pages.url, { state: stateOf() }, options);
    for (const name of ['ringing', 'press #', 'verified', 'nobody answered', 'done']) {
      await show(told, states[name] ?? [stateOf(), '']);
      expect({ name, moves: await told.page.evaluate('document.getAnimations().length') }).toEqual({ name, moves: 0 });
    }
  });
});
