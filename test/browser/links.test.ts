import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startFlow } from '../http/flow-visitor.ts';
import { handAt } from '../http/hand.ts';
import { axe } from '../support/axe.ts';
import { describeInBrowser } from '../support/browser.ts';
import { createManualClock } from '../support/clock.ts';
import { ANA_ID, type Stage, startStage } from './stage.ts';
import { press, titled } from './visits.ts';

let stage: Stage;
const clock = createManualClock();
beforeAll(async () => {
  stage = await startStage({ overrides: { clock } });
});
afterAll(() => stage.close());
afterEach(() => stage.forgetAna());

const QUARTER_SECONDS = 15 * 60;
const used = 'This link was used already or is over';

describeInBrowser('a link to the hosted pages', (browser) => {
  it('that was used says so in another browser, as one does that nobody made', async () => {
    browser.tolerate(/401 .*\/state/);
    const { url } = await startFlow(stage.api, ANA_ID);
    await titled(await browser.open(url), 'Additional security verification');
    const told: string[] = [];
    for (const link of [url, `${stage.url}/flow/open/${'x'.repeat(43)}`, `${stage.url}/flow/${crypto.randomUUID()}`]) {
      const page = await browser.open(link);
      await titled(page, used);
      if (told.length === 0) expect(await axe(page)).toEqual([]);
      told.push(await page.innerText('body'));
    }
    expect(new Set(told).size).toBe(1);
    expect(told[0]).toContain('Go back to where you signed in and sign in again.');
  });

  it('that was used goes on where it was in its own browser', async () => {
    const { url, id } = await startFlow(stage.api, ANA_ID);
    const page = await browser.open(url);
    await press(page, 'Set it up now');
    await page.goto(url);
    await titled(page, 'Additional security verification');
    expect(page.url()).toBe(`${stage.url}/flow/${id}`);
  });

  it('that nobody opened in time opens nothing', async () => {
    browser.tolerate(/401 .*\/state/);
    const { url } = await startFlow(stage.api, ANA_ID);
    clock.advanceSeconds(QUARTER_SECONDS);
    await titled(await browser.open(url), used);
  });

  it('leads back to the registered address, whatever else its own address says', async () => {
    await stage.givePhone('+12025550120');
    const page = await stage.signIn(browser);
    const evil = 'returnUrl=https://evil.example/&return=https://evil.example/';
    await page.goto(`${page.url()}?${evil}#${evil}`);
    await press(page, 'Back to sign-in');
    await page.waitForURL(`${stage.contoso.url}/demo/sign-in?notice=canceled`);
  });

  it('is not made for an address that is not registered', async () => {
    for (const returnUrl of ['https://evil.example/', '//evil.example/', `${stage.contoso.url}@evil.example/`]) {
      const response = await stage.api.post('/v1/flows', { userId: ANA_ID, returnUrl });
      expect(response.status).toBe(422);
      expect(response.headers.get('location')).toBeNull();
      expect(await response.json()).not.toHaveProperty('url');
    }
  });
});

describeInBrowser('a visit', (browser) => {
  it('whose time is over says so when something is done in it, and leads back', async () => {
    const page = await stage.signIn(browser);
    await press(page, 'Set it up now');
    await page.getByLabel('Phone number').fill('(202) 555-0100');
    clock.advanceSeconds(QUARTER_SECONDS);
    browser.tolerate(/409 .*\/phones/);
    await press(page, 'Next');
    await titled(page, 'Time is up');
    expect(await axe(page)).toEqual([]);
    await press(page, 'Back to sign-in');
    await page.getByText('We could not confirm that it is you. Please sign in again.').waitFor();
  });

  it('goes on after a reload: the phone rings once, and # lets in', async () => {
    const to = '+12025550121';
    await stage.givePhone(to);
    const page = await stage.signIn(browser);
    const hand = handAt(stage.simulator, to);
    await hand.ringing();
    await page.reload();
    await page.getByText('Ringing…').waitFor();
    await hand.answer();
    await page.reload();
    await page.getByText('Answered: press # now').waitFor();
    await hand.press('#');
    await titled(page, 'Welcome, Ana Souza');
    expect(stage.simulator.ledger.calls({ to })).toHaveLength(1);
  });

  it('that is over says so when the back button leads there, and calls nobody', async () => {
    const to = '+12025550100';
    await stage.givePhone(to);
    const page = await stage.signIn(browser);
    await titled(page, 'Welcome, Ana Souza');
    await page.goBack();
    await titled(page, 'All done');
    await page.getByText('You are signed in already. You can close this page.').waitFor();
    expect(await axe(page)).toEqual([]);
    expect(stage.simulator.ledger.calls({ to })).toHaveLength(1);
    await page.goForward();
    await titled(page, 'Welcome, Ana Souza');
  });
});
