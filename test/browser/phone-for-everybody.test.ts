import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from '../support/axe.ts';
import { describeInBrowser } from '../support/browser.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { openHandset } from './handset.ts';

let test: TestService;
beforeAll(async () => {
  test = await startTestService();
});
afterAll(() => test.close());

const isTooWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth > innerWidth');

describeInBrowser('the handset', (browser) => {
  it('is answered, used and put down by the keyboard alone', async () => {
    const to = '+12025550120';
    const { page, ...phone } = await openHandset(browser, test.url, to);
    await page.keyboard.press('Tab');
    const { id } = await test.api.create({ to, mode: 'match' });
    await phone.shows('Incoming call');
    for (const name of ['Sound', 'Ignore', 'Voicemail', 'Decline', 'Answer']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toContain(name);
    }
    await page.keyboard.press('Enter');
    await phone.shows('Listening for keys');
    await page.keyboard.type('00');
    await phone.shows('00');
    expect(await phone.tones()).toEqual(expect.arrayContaining([941, 1336]));
    await page.getByRole('button', { name: 'Hang up' }).press('Enter');
    expect(await test.api.outcome(id)).toMatchObject({ reason: 'hung_up' });
  });

  it('presses keys in the order in which they were typed, however fast', async () => {
    const to = '+12025550121';
    const { page, ...phone } = await openHandset(browser, test.url, to);
    await test.api.create({ to, mode: 'match' });
    await phone.press('Answer');
    await phone.shows('Listening for keys');
    const keys = '0123456789*0';
    await page.keyboard.type(keys);
    await page.getByText(keys, { exact: true }).waitFor();
  });

  it('says whether it can be heard: not before it is touched, and as it is told from then on', async () => {
    const { page } = await openHandset(browser, test.url, '+12025550125');
    for (const state of ['Tap to allow sound', 'Sound is on', 'Sound is off', 'Sound is on'])
      await page.getByRole('button', { name: state }).click();
    await page.getByRole('button', { name: 'Sound is off' }).waitFor();
  });

  it('does not move where less motion is wished', async () => {
    const to = '+12025550122';
    const phone = await openHandset(browser, test.url, to, { reducedMotion: 'reduce' });
    await test.api.create({ to });
    await phone.shows('Incoming call');
    expect(await phone.page.evaluate('document.getAnimations().length')).toBe(0);
    await phone.press('Decline');
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it('can be used by everybody in each state, at 320 px', async () => {
      const to = colorScheme === 'light' ? '+12025550123' : '+12025550124';
      const options = { colorScheme, viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' } as const;
      const chooser = await browser.open(`${test.url}/phone/`, options);
      await chooser.getByRole('button', { name: 'Switch on' }).waitFor();
      const { page, ...phone } = await openHandset(browser, test.url, to, options);
      const found = [...(await axe(chooser)), ...(await axe(page))];
      const look = async () => found.push(...(await axe(page)), ...((await isTooWide(page)) ? ['too wide'] : []));

      await test.api.create({ to });
      await phone.shows('Incoming call');
      await look();
      await phone.press('Answer');
      await phone.shows('Listening for keys');
      await look();
      await test.api.create({ to, channel: 'sms' });
      await page.getByRole('button', { name: 'Put the text away' }).waitFor();
      await look();
      await phone.press('Hang up');
      await phone.shows('Ready for calls and texts');
      await look();
      await page.getByText('Calls', { exact: true }).click();
      await phone.shows(/^Call of/);
      await look();
      expect(found).toEqual([]);
    });
  });
});
