import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { type Stage, startStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

describeInBrowser('the first page of a visit', (browser) => {
  it('is made of a visit and words that were asked for once, beforehand', async () => {
    const page = await stage.signIn(browser, { locale: 'en-US' });
    await page.getByRole('button', { name: 'Set it up now' }).waitFor();
    const askedBy = await page.evaluate(`performance.getEntriesByType('resource')
      .filter(({ name }) => /\\/state$|\\/en-[\\w-]+\\.js$/.test(name))
      .map(({ name, initiatorType }) => [name.replace(/^.*\\/|-.*$/g, ''), initiatorType]).sort()`);
    expect(askedBy).toEqual([
      ['en', expect.any(String)],
      ['state', 'link'],
    ]);
  });
});
