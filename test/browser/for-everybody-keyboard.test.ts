import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { handAt } from '../http/hand.ts';
import { axe } from '../support/axe.ts';
import { describeInBrowser } from '../support/browser.ts';
import { ana, type Stage, startStage } from './stage.ts';
import { createTypist } from './typist.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(() => stage.forgetAna());

describeInBrowser('by the keyboard alone', (browser) => {
  it('a phone is set up, from the password to the portal', async () => {
    const to = '+12025550120';
    const page = await browser.open(`${stage.contoso.url}/demo/sign-in`, {
      origins: [stage.url],
      reducedMotion: 'reduce',
    });
    const typist = createTypist(page);
    await page.locator('input[name=name]:focus').waitFor();
    await typist.type(ana.name);
    await typist.to('Password');
    await typist.type(ana.password);
    await typist.press('Enter');
    await typist.arrives('Additional security verification');
    await typist.to('Set it up now');
    await typist.press('Enter');
    await typist.arrives('How should we contact you?');
    await typist.to('Mobile');
    await typist.press('ArrowRight');
    expect(await typist.name()).toBe('Alternate');
    await page.getByLabel('Phone number').waitFor();
    await typist.to('Country');
    await typist.press('ArrowDown');
    await typist.type('germ');
    await typist.press('Enter');
    expect(await page.getByRole('combobox').inputValue()).toBe('Germany (+49)');
    await typist.to('Phone number');
    await typist.type(to);
    await typist.to('Call me');
    await typist.press('ArrowRight');
    expect(await typist.name()).toBe('Text me');
    await typist.press('ArrowLeft');
    await typist.to('Next');
    await typist.press('Space');
    await typist.arrives('Sign in with your password once more');
    await typist.to('Sign in again');
    await typist.press('Enter');
    await page.locator('input[name=password]:focus').waitFor();
    expect(await axe(page)).toEqual([]);
    await typist.type(ana.password);
    await typist.press('Enter');
    await typist.arrives('Verify your phone');
    await typist.to('Verify');
    await typist.press('Enter');
    await typist.arrives('We are calling your phone. Please answer it to continue');
    await handAt(stage.simulator, to).answer();
    await handAt(stage.simulator, to).press('#');
    await typist.arrives('Make an app password');
    await typist.to('Name of the program');
    await typist.press('Enter');
    await page.getByTestId('app-password').waitFor();
    expect(await typist.name()).toContain('it is not shown again');
    await typist.to('Copy');
    await typist.to('I have stored it: continue');
    await typist.press('Enter');
    await page.getByRole('heading', { name: 'Welcome, Ana Souza' }).waitFor();
  }, 90_000);

  it('a sign-in fails, is tried again and works out; Escape does no harm', async () => {
    const to = '+12025550121';
    await stage.givePhone(to);
    await stage.givePhone('+12025550122', { kind: 'alternate' });
    const hand = handAt(stage.simulator, to);
    const page = await stage.signIn(browser, { reducedMotion: 'reduce', viewport: { width: 320, height: 256 } });
    const typist = createTypist(page);
    await typist.arrives('We are calling your phone. Please answer it to continue');
    await hand.answer();
    await hand.hangUp();
    const dialog = page.getByRole('dialog', { name: 'That did not work out' });
    await dialog.waitFor();
    expect(await typist.name()).toBe('Retry');
    for (const _ of [1, 2, 3]) await typist.press('Escape');
    await dialog.waitFor();
    expect(await typist.name()).toBe('Retry');
    // Nothing behind the dialog has the focus, however long Tab is pressed, and all of it can be seen at 400 %.
    for (const name of ['Text me instead', 'Use another phone', 'Back to sign-in', 'Retry']) {
      await typist.to(name);
      expect(await page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
      const { top = -1, bottom = 999 } = await page.evaluate<{ top: number; bottom: number }>(
        'document.activeElement.getBoundingClientRect().toJSON()',
      );
      expect([top >= 0, bottom <= 256]).toEqual([true, true]);
    }
    await typist.to('Use another phone');
    await typist.press('Enter');
    await typist.arrives('Use another phone');
    await typist.to('Back');
    await typist.press('Enter');
    await dialog.waitFor();
    await typist.press('Space');
    await typist.arrives('We are calling your phone. Please answer it to continue');
    await hand.answer();
    await hand.press('#');
    await page.getByRole('heading', { name: 'Welcome, Ana Souza' }).waitFor();
  }, 90_000);
});
