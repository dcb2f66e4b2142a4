import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { handAt } from '../http/hand.ts';
import { describeInBrowser } from '../support/browser.ts';
import { type Stage, startStage } from './stage.ts';
import { expectForEverybody, hears, press, sees } from './steps.ts';

const mobile = '+12025550120';
const calling = 'We are calling your phone. Please answer it to continue';
const texting = 'We are texting you a code. Type it in to continue';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(() => stage.forgetAna());

const codeField = (page: Page) => page.getByLabel('Six-digit code');

describeInBrowser('every later sign-in', (browser) => {
  it('by call: the page says what the telephone does, until # lets the person in', async () => {
    await stage.givePhone(mobile);
    const hand = handAt(stage.simulator, mobile);
    const page = await stage.signIn(browser);
    await sees(page, calling);
    await page.getByText('To +1••••••0120').waitFor();
    await hand.ringing();
    await hears(page, 'Ringing…');
    expect(await page.title()).toBe(`${calling} · Contoso`);
    await expectForEverybody(page);
    await hand.answer();
    await hears(page, 'Answered: press # now');
    await expectForEverybody(page);
    await hand.press('#');
    await sees(page, 'Welcome, Ana Souza');
    await page.getByText('password and a phone call').waitFor();
    // The address that signed her in is not one to come back to.
    expect(new URL(page.url()).search).toBe('');
  });

  it('by text: a code is typed as it is read, with a space', async () => {
    await stage.givePhone(mobile, { channel: 'sms' });
    const page = await stage.signIn(browser);
    await sees(page, texting);
    await hears(page, 'The text message was delivered');
    await expectForEverybody(page);
    const code = await stage.codeTextedTo(mobile);
    await page.keyboard.type(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.keyboard.press('Enter');
    await sees(page, 'Welcome, Ana Souza');
    await page.getByText('password and a text message').waitFor();
  });

  it('by text: out of a whole message that is pasted, the code is taken', async () => {
    await stage.givePhone('+12025550121', { channel: 'sms' });
    const page = await stage.signIn(browser);
    await sees(page, texting);
    const code = await stage.codeTextedTo('+12025550121');
    const message = stage.simulator.ledger.messages({ to: '+12025550121' }).at(-1)?.body ?? '';
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(message)})`);
    await codeField(page).press('ControlOrMeta+v');
    expect(await codeField(page).inputValue()).toBe(code);
    await press(page, 'Confirm');
    await sees(page, 'Welcome, Ana Souza');
  });

  it('on another phone, which is called in the place of the first', async () => {
    await stage.givePhone('+12025550122');
    await stage.givePhone('+12025550123', { kind: 'alternate' });
    const [first, second] = [handAt(stage.simulator, '+12025550122'), handAt(stage.simulator, '+12025550123')];
    const page = await stage.signIn(browser);
    await first.ringing();
    await press(page, 'Use another phone');
    await sees(page, 'Use another phone');
    await expectForEverybody(page);
    await press(page, /^Call .*0123$/);
    await page.getByText('To +1••••••0123').waitFor();
    expect((await first.ended()).status).toBe('canceled');
    await second.answer();
    await second.press('#');
    await sees(page, 'Welcome, Ana Souza');
  });

  it('by text, where it was to be a call', async () => {
    await stage.givePhone('+12025550124');
    const hand = handAt(stage.simulator, '+12025550124');
    const page = await stage.signIn(browser);
    await hand.ringing();
    await press(page, 'Text me instead');
    await sees(page, texting);
    expect((await hand.ended()).status).toBe('canceled');
    await codeField(page).fill(await stage.codeTextedTo('+12025550124'));
    await press(page, 'Confirm');
    await sees(page, 'Welcome, Ana Souza');
    await page.getByText('password and a text message').waitFor();
  });
});
