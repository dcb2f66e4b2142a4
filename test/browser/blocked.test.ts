import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { handAt } from '../http/hand.ts';
import { axe } from '../support/axe.ts';
import { describeInBrowser } from '../support/browser.ts';
import { ANA_ID, type Stage, startStage } from './stage.ts';
import { press, titled } from './visits.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(() => stage.forgetAna());

const block = () => stage.api.post(`/v1/users/${ANA_ID}/block`, { seconds: 3600, reason: 'lost laptop' });
const unblock = () => stage.api.fetch(`/v1/users/${ANA_ID}/block`, { method: 'DELETE' });

/** On the page that says so, and back at Contoso, which says it too. */
async function expectBlocked(page: Page): Promise<void> {
  await titled(page, 'Sign-in is blocked');
  await page.getByText('Your account is blocked for phone verification. Contact your administrator.').waitFor();
  expect(await page.getByRole('button').allTextContents()).toEqual(['Back to sign-in']);
  await press(page, 'Back to sign-in');
  await page.getByText('Your account is blocked. Ask your administrator to let you in again.').waitFor();
}

describeInBrowser('an account that is blocked', (browser) => {
  it('by the fraud key: this sign-in and the next are turned away, until the block is lifted', async () => {
    const to = '+12025550121';
    await stage.givePhone(to);
    const page = await stage.signIn(browser);
    const hand = handAt(stage.simulator, to);
    await hand.answer();
    await hand.press('0');
    await hand.press('1');
    await titled(page, 'Sign-in is blocked');
    expect(await axe(page)).toEqual([]);
    await expectBlocked(page);
    await expectBlocked(await stage.signIn(browser));
    expect(stage.simulator.ledger.calls({ to })).toHaveLength(1);

    await unblock();
    const unblocked = await stage.signIn(browser);
    await hand.answer();
    await hand.press('#');
    await titled(unblocked, 'Welcome, Ana Souza');
  });

  it('while the phone rings: it stops ringing, and the page says so', async () => {
    const to = '+12025550120';
    await stage.givePhone(to);
    const page = await stage.signIn(browser);
    const hand = handAt(stage.simulator, to);
    await hand.ringing();
    await block();
    await expectBlocked(page);
    expect(await hand.ended()).toMatchObject({ status: 'canceled' });
  });

  it('while a phone is chosen: nobody is called', async () => {
    const page = await stage.signIn(browser);
    await press(page, 'Set it up now');
    await page.getByLabel('Phone number').fill('(202) 555-0199');
    await block();
    browser.tolerate(/409 .*\/phones/);
    await press(page, 'Next');
    await expectBlocked(page);
    expect(stage.simulator.ledger.calls({ to: '+12025550199' })).toEqual([]);
  });
});
