import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { handAt } from '../http/hand.ts';
import { describeInBrowser } from '../support/browser.ts';
import { ANA_ID, type Stage, startStage, typePassword } from './stage.ts';
import { givePhone, press, titled } from './visits.ts';

const phone = '+12025550120';
const remember = 'Remember this device for 14 days';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(() => stage.forgetAna());

/** Picks up and presses #. */
async function confirm(page: Page): Promise<void> {
  const hand = handAt(stage.simulator, phone);
  await hand.answer();
  await hand.press('#');
  await hand.ended();
  await titled(page, 'Welcome, Ana Souza');
}

async function signOut(page: Page): Promise<void> {
  await press(page, 'Sign out');
  await page.getByText('You are signed out.').waitFor();
}

describeInBrowser('a remembered device', (browser) => {
  const remembered = async () => {
    await stage.givePhone(phone);
    const page = await stage.signIn(browser);
    await page.getByLabel(remember).check();
    await confirm(page);
    await signOut(page);
    return page;
  };

  it('signs in without a call, until it is forgotten', async () => {
    const page = await remembered();
    const calls = stage.simulator.ledger.calls({ to: phone }).length;
    await typePassword(page);
    await titled(page, 'Welcome, Ana Souza');
    await page.getByText('password, on a browser that is remembered').waitFor();
    expect(stage.simulator.ledger.calls({ to: phone })).toHaveLength(calls);

    const devices = `/v1/users/${ANA_ID}/remembered-devices`;
    const { data } = (await (await stage.api.fetch(devices)).json()) as { data: { id: string; name: string }[] };
    expect(data.map(({ name }) => name)).toEqual([expect.stringContaining('Linux')]);
    await stage.api.fetch(`${devices}/${data[0]?.id}`, { method: 'DELETE' });
    await signOut(page);
    await typePassword(page);
    await titled(page, 'We are calling your phone. Please answer it to continue');
    await confirm(page);
  });

  it('is that of one person: another one on it is called', async () => {
    const page = await remembered();
    const bens = '+12025550121';
    await givePhone(stage.api, 'employee-1002', bens);
    await page.getByLabel('User name').fill('ben');
    await page.getByLabel('Password').fill('battery staple');
    await press(page, 'Sign in');
    await titled(page, 'We are calling your phone. Please answer it to continue');
    await handAt(stage.simulator, bens).ringing();
  });

  it('is remembered only where the person wants it', async () => {
    await stage.givePhone(phone);
    const page = await stage.signIn(browser);
    await page.getByLabel(remember).check();
    await page.getByLabel(remember).uncheck();
    await confirm(page);
    await signOut(page);
    await typePassword(page);
    await titled(page, 'We are calling your phone. Please answer it to continue');
    expect(await page.getByLabel(remember).isChecked()).toBe(false);
    await handAt(stage.simulator, phone).ringing();
  });
});

describeInBrowser('a bypass', (browser) => {
  it('lets in once without a call; the next sign-in is called', async () => {
    const to = '+12025550122';
    await stage.givePhone(to);
    await stage.api.post(`/v1/users/${ANA_ID}/bypass`, { seconds: 600, reason: 'left the phone at home' });
    const page = await stage.signIn(browser);
    await titled(page, 'Welcome, Ana Souza');
    await page.getByText('password alone: an administrator let you in once').waitFor();
    expect(stage.simulator.ledger.calls({ to })).toEqual([]);
    await signOut(page);
    await typePassword(page);
    await titled(page, 'We are calling your phone. Please answer it to continue');
    await handAt(stage.simulator, to).ringing();
  });
});
