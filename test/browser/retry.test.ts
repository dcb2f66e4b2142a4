import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { handAt } from '../http/hand.ts';
import { describeInBrowser } from '../support/browser.ts';
import { createManualClock } from '../support/clock.ts';
import { openHandset } from './handset.ts';
import { type Stage, startStage } from './stage.ts';
import { failureOf, press, titled } from './visits.ts';

let stage: Stage;
const clock = createManualClock();
beforeAll(async () => {
  stage = await startStage({ overrides: { clock } });
});
afterAll(() => stage.close());
afterEach(async () => {
  await stage.forgetAna();
  // Whoever had too many tries rests for a while.
  clock.advanceSeconds(600);
});

const again = ['Retry', 'Text me instead', 'Back to sign-in'];

describeInBrowser('after a call that did not work out', (browser) => {
  it('Retry calls again: unanswered at first, picked up then, and in', async () => {
    const to = '+12025550101';
    await stage.givePhone(to);
    const page = await stage.signIn(browser);
    expect((await failureOf(page, 'Nobody answered the call.')).steps).toEqual(again);
    const phone = await openHandset(browser, stage.url, to);
    await press(page, 'Retry');
    await phone.press('Answer');
    await page.getByText('Answered: press # now').waitFor();
    await phone.press('Pound');
    await titled(page, 'Welcome, Ana Souza');
    expect(stage.simulator.ledger.calls({ to })).toHaveLength(2);
  });

  it('the tries are counted, and after the last the dialog says when to start again', async () => {
    await stage.givePhone('+12025550102');
    const page = await stage.signIn(browser);
    const busy = 'The line was busy, or the call was declined.';
    expect((await failureOf(page, busy)).text).toContain('You have 2 more tries.');
    await press(page, 'Retry');
    await page.getByText('You have one more try.').waitFor();
    await press(page, 'Retry');
    const { steps } = await failureOf(page, 'There were too many tries.');
    expect(steps).toEqual(['Start again in m:ss', 'Back to sign-in']);
  });

  it('Text me instead sends a code to the phone that was engaged', async () => {
    const to = '+12035550102';
    await stage.givePhone(to);
    const page = await stage.signIn(browser);
    await press(page, 'Text me instead');
    await page.getByLabel('Six-digit code').fill(await stage.codeTextedTo(to));
    await press(page, 'Confirm');
    await titled(page, 'Welcome, Ana Souza');
    expect(await page.getByText('sms', { exact: true }).count()).toBe(1);
  });

  it('Call me instead calls the landline that takes no texts', async () => {
    await stage.givePhone('+12025550132', { channel: 'sms' });
    const page = await stage.signIn(browser);
    await press(page, 'Call me instead');
    await titled(page, 'Welcome, Ana Souza');
    expect(await page.getByText('tel', { exact: true }).count()).toBe(1);
  });

  it('Use another phone offers the others; the one that answers lets in', async () => {
    const first = await stage.givePhone('+12025550109');
    await stage.givePhone('+12025550100', { kind: 'alternate' });
    await stage.api.put('/v1/users/employee-1001', { defaultFactorId: first });
    const page = await stage.signIn(browser);
    const { steps } = await failureOf(page, 'Your phone cannot be reached.');
    expect(steps).toEqual(['Retry', 'Text me instead', 'Use another phone', 'Back to sign-in']);
    await press(page, 'Use another phone');
    await page.getByRole('button', { name: /^Call .*0100$/ }).click();
    await titled(page, 'Welcome, Ana Souza');
  });
});

describeInBrowser('while the phone rings', (browser) => {
  it('Text me instead ends the call, and the code is taken', async () => {
    const to = '+12025550120';
    await stage.givePhone(to);
    const page = await stage.signIn(browser);
    const hand = handAt(stage.simulator, to);
    await hand.ringing();
    await press(page, 'Text me instead');
    expect(await hand.ended()).toMatchObject({ status: 'canceled' });
    await page.getByLabel('Six-digit code').fill(await stage.codeTextedTo(to));
    await press(page, 'Confirm');
    await titled(page, 'Welcome, Ana Souza');
  });

  it('Back to sign-in ends the call and leads back without a code; Contoso says so', async () => {
    const to = '+12025550121';
    await stage.givePhone(to);
    const page = await stage.signIn(browser);
    const hand = handAt(stage.simulator, to);
    await hand.ringing();
    const returned = page.waitForRequest(/\/demo\/return/);
    await press(page, 'Back to sign-in');
    const { searchParams } = new URL((await returned).url());
    expect([searchParams.get('error'), searchParams.has('code')]).toEqual(['canceled', false]);
    await page.getByText('You left before you were verified, so you are not signed in.').waitFor();
    expect(await hand.ended()).toMatchObject({ status: 'canceled' });
  });
});
