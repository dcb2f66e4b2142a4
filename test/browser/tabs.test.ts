import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { handAt } from '../http/hand.ts';
import { describeInBrowser } from '../support/browser.ts';
import { type Stage, startStage, typePassword } from './stage.ts';
import { press, titled } from './visits.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(() => stage.forgetAna());

describeInBrowser('two tabs', (browser) => {
  it('of one visit: one call, which both follow; one goes back, and the other says so', async () => {
    const to = '+12025550120';
    await stage.givePhone(to);
    const first = await stage.signIn(browser);
    await titled(first, 'We are calling your phone. Please answer it to continue');
    const second = await first.context().newPage();
    await second.goto(first.url());
    const hand = handAt(stage.simulator, to);
    const tabs = [first, second];
    await Promise.all(tabs.map((tab) => tab.getByText('Ringing…').waitFor()));
    await hand.answer();
    await Promise.all(tabs.map((tab) => tab.getByText('Answered: press # now').waitFor()));
    await hand.press('#');
    await Promise.all(tabs.map((tab) => titled(tab, /Welcome, Ana Souza|All done/)));
    const titles = await Promise.all(tabs.map((tab) => tab.locator('h1').textContent()));
    expect(titles.sort()).toEqual(['All done', 'Welcome, Ana Souza']);
    expect(stage.simulator.ledger.calls({ to })).toHaveLength(1);
  });

  it('of one visit, in which one gives up: the phone stops, and the other says that it is over', async () => {
    const to = '+12025550121';
    await stage.givePhone(to);
    const first = await stage.signIn(browser);
    await first.getByText('Ringing…').waitFor();
    const second = await first.context().newPage();
    await second.goto(first.url());
    await second.getByText('Ringing…').waitFor();
    await press(first, 'Back to sign-in');
    await titled(second, 'Sign-in canceled');
    expect(await handAt(stage.simulator, to).ended()).toMatchObject({ status: 'canceled' });
  });

  it('of two visits: each takes its own code; Contoso lets in by the newest alone', async () => {
    const to = '+12025550100';
    await stage.givePhone(to, { channel: 'sms' });
    const older = await stage.signIn(browser);
    const olderCode = await stage.codeTextedTo(to, 0);
    const newer = await older.context().newPage();
    await newer.goto(`${stage.contoso.url}/demo/sign-in`);
    await typePassword(newer);
    const newerCode = await stage.codeTextedTo(to, 1);
    await newer.getByLabel('Six-digit code').fill(olderCode);
    await press(newer, 'Confirm');
    await newer.getByText('You have 4 more tries.').waitFor();
    await newer.getByLabel('Six-digit code').fill(newerCode);
    await press(newer, 'Confirm');
    await titled(newer, 'Welcome, Ana Souza');
    await older.getByLabel('Six-digit code').fill(olderCode);
    await press(older, 'Confirm');
    await older.getByText('That did not belong to the sign-in of this browser').waitFor();
    await newer.reload();
    await titled(newer, 'Welcome, Ana Souza');
  });
});
