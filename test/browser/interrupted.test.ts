import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { handAt } from '../http/hand.ts';
import { describeInBrowser } from '../support/browser.ts';
import { freePort } from '../support/service.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { ANA_ID, type Stage, startStage, typePassword } from './stage.ts';
import { press, titled } from './visits.ts';

let stage: Stage;
/** Between the person and the service. */
let wire: TcpProxy;
beforeAll(async () => {
  const port = await freePort();
  wire = await startTcpProxy({ host: '127.0.0.1', port });
  stage = await startStage({ port, publicUrl: `http://127.0.0.1:${wire.port}` });
});
afterAll(async () => {
  await stage.close();
  await wire.close();
});
afterEach(() => stage.forgetAna());

describeInBrowser('in the middle of a call', (browser) => {
  const ringAt = async (to: string) => {
    await stage.givePhone(to);
    const page = await stage.signIn(browser);
    await page.getByText('Ringing…').waitFor();
    return { page, hand: handAt(stage.simulator, to) };
  };

  it('set-up is required again by the administrator: the phone stops, and the next sign-in is the first', async () => {
    const { page, hand } = await ringAt('+12025550120');
    await stage.api.post(`/v1/users/${ANA_ID}/reset`, { factors: true });
    await titled(page, 'Please sign in again');
    await page.getByText('Your administrator changed your sign-in settings. Sign in again.').waitFor();
    expect(await hand.ended()).toMatchObject({ status: 'canceled' });
    await press(page, 'Back to sign-in');
    await page.getByText('Your administrator asked that you set up your phone again.').waitFor();
    await typePassword(page);
    await page.getByText('Your admin has required that you set up this account').waitFor();
  });

  it('the network goes away: the page says so, keeps what it shows, and goes on by itself', async () => {
    const { page, hand } = await ringAt('+12025550121');
    browser.tolerate(/ERR_/);
    await wire.cut();
    await page.getByRole('alert').getByText('No connection').waitFor();
    expect(await page.getByText('Ringing…').isVisible()).toBe(true);
    await wire.restore();
    await hand.answer();
    await page.getByText('Answered: press # now').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await hand.press('#');
    await titled(page, 'Welcome, Ana Souza');
  });

  it('the service is started anew: the page goes on by itself, and # lets in', async () => {
    const { page, hand } = await ringAt('+12025550122');
    browser.tolerate(/ERR_/);
    await stage.restart(() => page.getByRole('alert').getByText('No connection').waitFor());
    await hand.answer();
    await page.getByText('Answered: press # now').waitFor();
    await hand.press('#');
    await titled(page, 'Welcome, Ana Souza');
    expect(stage.simulator.ledger.calls({ to: '+12025550122' })).toHaveLength(1);
  });

  it('what is asked for while the network is away is refused in words, and works when it is back', async () => {
    const { page, hand } = await ringAt('+12025550123');
    browser.tolerate(/ERR_/);
    await wire.cut();
    await press(page, 'Back to sign-in');
    await page.getByText('There was no answer. Check your connection and try again.').waitFor();
    await wire.restore();
    await press(page, 'Back to sign-in');
    await page.getByText('You left before you were verified').waitFor();
    expect(await hand.ended()).toMatchObject({ status: 'canceled' });
  });
});
