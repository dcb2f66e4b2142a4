import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { wrongCode } from '../http/codes.ts';
import { describeInBrowser, type OpenOptions } from '../support/browser.ts';
import { createManualClock } from '../support/clock.ts';
import { type Stage, startStage } from './stage.ts';
import { failureOf, focused, press, titled } from './visits.ts';

const phone = '+12025550100';
const label = 'Six-digit code';
const usedUp = 'Too many wrong codes were typed. Start again to be given a new one.';

let stage: Stage;
const clock = createManualClock();
beforeAll(async () => {
  stage = await startStage({ overrides: { clock } });
});
afterAll(() => stage.close());
afterEach(async () => {
  await stage.forgetAna();
  // What is newer must be so by the clock.
  clock.advanceSeconds(1);
});

describeInBrowser('a code that was texted', (browser) => {
  const begin = async (options: OpenOptions = {}) => {
    const before = stage.simulator.ledger.messages({ to: phone }).length;
    const page = await stage.signIn(browser, options);
    const field = page.getByLabel(label);
    await field.waitFor();
    const type = async (text: string) => {
      await field.fill(text);
      await press(page, 'Confirm');
    };
    return { page, field, type, code: await stage.codeTextedTo(phone, before) };
  };

  it('is told wrong at its field, with the tries that are left; the right one is still taken', async () => {
    browser.tolerate(/422 .*\/verification\/check/);
    await stage.givePhone(phone, { channel: 'sms' });
    const { page, field, type, code } = await begin();
    /** What is read out with the field. */
    const told = () =>
      page.evaluate(`(() => {
        const field = document.querySelector('input[inputmode=numeric]');
        const ids = (field.getAttribute('aria-describedby') ?? '').split(' ');
        return field.ariaInvalid + ' ' + ids.map((id) => document.getElementById(id)?.innerText).join(' ');
      })()`);
    await type('');
    await page.getByText('Type the six digits that you were given.').waitFor();
    await type('12 34 5');
    await page.getByText('Type the six digits that you were given.').waitFor();
    await type(wrongCode(code, 1));
    await page.getByText('You have 4 more tries.').waitFor();
    expect(await told()).toBe('true That code is not right. You have 4 more tries.');
    expect(await focused(page)).toBe(label);
    expect(await field.inputValue()).toBe('');
    for (const [n, left] of [3, 2].entries()) {
      await type(wrongCode(code, n + 2));
      await page.getByText(`You have ${left} more tries.`).waitFor();
    }
    await type(wrongCode(code, 4));
    await page.getByText('You have one more try.').waitFor();
    await type(`${code.slice(0, 3)} ${code.slice(3)}`);
    await titled(page, 'Welcome, Ana Souza');
  });

  it('is over after five wrong ones: the dialog says when to start again, in other visits too', async () => {
    await stage.givePhone(phone, { channel: 'sms' });
    // The clock of the page, which counts down, is moved along with that of the service.
    const { page, type, code } = await begin({ prepare: (context) => context.clock.install() });
    for (let n = 1; n <= 5; n++) {
      await type(wrongCode(code, n));
      if (n < 5) await page.getByText(n === 4 ? 'one more try' : `${5 - n} more tries`).waitFor();
    }
    expect((await failureOf(page, usedUp)).steps).toEqual(['Start again in m:ss', 'Back to sign-in']);
    const startAgain = page.getByRole('button', { name: /^Start again in [45]:\d\d$/ });
    expect(await startAgain.isDisabled()).toBe(true);

    const other = await stage.signIn(browser);
    const tooMany = 'There were too many tries. To protect your account, please wait a little.';
    expect((await failureOf(other, tooMany)).steps).toEqual(['Start again in m:ss', 'Back to sign-in']);
    expect(stage.simulator.ledger.messages({ to: phone })).toHaveLength(2);

    clock.advanceSeconds(300);
    await page.clock.fastForward(300_000);
    await press(page, 'Start again');
    const field = page.getByLabel(label);
    await field.fill(await stage.codeTextedTo(phone, 2));
    await press(page, 'Confirm');
    await titled(page, 'Welcome, Ana Souza');
  });
});
