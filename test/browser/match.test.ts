import { afterAll, beforeAll, expect, it } from 'vitest';
import { handAt } from '../http/hand.ts';
import { describeInBrowser } from '../support/browser.ts';
import { type Stage, startStage } from './stage.ts';
import { expectForEverybody, hears, sees } from './steps.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ contosoSettings: { modes: ['match'] } });
});
afterAll(() => stage.close());

describeInBrowser('where digits must match', (browser) => {
  it('the page shows the two digits that are to be keyed in, from the first ring on', async () => {
    const number = '+12025550120';
    await stage.givePhone(number);
    const hand = handAt(stage.simulator, number);
    const page = await stage.signIn(browser);
    await hand.ringing();
    const shown = page.getByText('When you answer, enter this number, then #').locator('xpath=..').locator('strong');
    const digits = (await shown.textContent()) ?? '';
    expect(digits).toMatch(/^\d{2}$/);
    await expectForEverybody(page);
    // Where only calls are allowed, nothing else is offered.
    expect(await page.getByRole('button', { name: 'Text me instead' }).count()).toBe(0);
    await hand.answer();
    await hears(page, `Answered: enter ${digits}, then #`);
    await hand.press(`${digits}#`);
    await sees(page, 'Welcome, Ana Souza');
  });
});
