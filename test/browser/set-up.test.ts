import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { ANA_ID, type Stage, startStage } from './stage.ts';
import { choosePhone, expectForEverybody, givePasswordAgain, hears, press, sees } from './steps.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(() => stage.forgetAna());

const required = 'Your admin has required that you set up this account for additional security verification';

describeInBrowser('set-up at the first sign-in', (browser) => {
  it('by call: a phone is chosen, the password given once more, # pressed, an app password made', async () => {
    const page = await stage.signIn(browser);
    await page.getByText(required).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/flow\/[0-9a-f-]{36}$/);
    await expectForEverybody(page);
    await press(page, 'Set it up now');
    await page.getByLabel('Phone number').waitFor();
    await expectForEverybody(page);
    await choosePhone(page, '(202) 555-0100');
    await sees(page, 'Sign in with your password once more');
    await expectForEverybody(page);
    await givePasswordAgain(page);
    await sees(page, 'Verify your phone');
    await expectForEverybody(page);
    await press(page, 'Verify');
    await sees(page, 'Make an app password');
    await hears(page, 'Verified');
    await expectForEverybody(page);
    await press(page, 'Make it');
    expect(await page.getByTestId('app-password').textContent()).toMatch(/^([a-z]{4} ){4}$/);
    await expectForEverybody(page);
    await press(page, 'I have stored it: continue');
    await sees(page, 'Welcome, Ana Souza');
    await page.getByText('password and a phone call').waitFor();
    await page.getByText('tel', { exact: true }).waitFor();
  });

  it('by text: the six digits are typed', async () => {
    const page = await stage.signIn(browser);
    await press(page, 'Set it up now');
    await choosePhone(page, '(202) 555-0100', { how: 'Text me' });
    await givePasswordAgain(page);
    await page.getByText('We will text a code to').waitFor();
    await press(page, 'Verify');
    await sees(page, 'We are texting you a code. Type it in to continue');
    await expectForEverybody(page);
    await page.getByLabel('Six-digit code').fill(await stage.codeTextedTo('+12025550100'));
    await press(page, 'Confirm');
    await press(page, 'Skip');
    await sees(page, 'Welcome, Ana Souza');
    await page.getByText('password and a text message').waitFor();
    await page.getByText('sms', { exact: true }).waitFor();
  });

  it('by an office phone: the call asks for its extension, and it is never texted', async () => {
    const page = await stage.signIn(browser);
    await press(page, 'Set it up now');
    await page.getByText('Office', { exact: true }).click();
    await page.getByLabel('Extension').fill('4x');
    await page.getByText('An extension is 1 to 10 digits.').waitFor();
    await page.getByLabel('Extension').fill('4711');
    await page.getByText('Text me', { exact: true }).waitFor({ state: 'detached' });
    await expectForEverybody(page);
    await choosePhone(page, '(202) 555-0117');
    await givePasswordAgain(page);
    await page.getByText('+1••••••0117, extension 4711').waitFor();
    expect(await page.getByRole('button', { name: 'Text me instead' }).count()).toBe(0);
    await press(page, 'Verify');
    await sees(page, 'Make an app password');
    expect(stage.simulator.ledger.calls({ to: '+12025550117' })[0]?.said[0]).toContain('for extension 4. 7. 1. 1.');
  });

  it('lets a person choose another phone before the first one is verified, and back out of it', async () => {
    const page = await stage.signIn(browser);
    await press(page, 'Set it up now');
    await choosePhone(page, '(202) 555-0101');
    await sees(page, 'Sign in with your password once more');
    await press(page, 'Use another phone');
    await press(page, 'Back');
    await givePasswordAgain(page);
    await page.getByText('0101').waitFor();
    await press(page, 'Use another phone');
    await choosePhone(page, '(202) 555-0100');
    // The password was given in this visit already.
    await page.getByText('We will call +1••••••0100').waitFor();
    await press(page, 'Verify');
    await press(page, 'Skip');
    await sees(page, 'Welcome, Ana Souza');
    expect(stage.simulator.ledger.calls({ to: '+12025550101' })).toEqual([]);
  });

  it('may be declined where it is not required: Contoso is told', async () => {
    await stage.api.put(`/v1/users/${ANA_ID}`, { mfaRequired: false });
    const page = await stage.signIn(browser);
    await page.getByText('Protect your account').waitFor();
    expect(await page.getByText(required).count()).toBe(0);
    await expectForEverybody(page);
    await press(page, 'Not now');
    await page.getByText('you chose not to set one up').waitFor();
  });

  it('cannot be declined where it is required: who leaves is not signed in', async () => {
    const page = await stage.signIn(browser);
    await page.getByText(required).waitFor();
    expect(await page.getByRole('button', { name: 'Not now' }).count()).toBe(0);
    await press(page, 'Back to sign-in');
    await page.getByText('You left before you were verified').waitFor();
  });
});
