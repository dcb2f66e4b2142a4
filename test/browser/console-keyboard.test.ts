import { afterAll, beforeAll, expect, it } from 'vitest';
import { handAt } from '../http/hand.ts';
import { describeInBrowser } from '../support/browser.ts';
import { type ConsoleStage, PASSWORD, startConsoleStage } from './console-stage.ts';
import { createTypist } from './typist.ts';

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage();
});
afterAll(() => stage.close());

describeInBrowser('the console by the keyboard alone', (browser) => {
  it('signs in, finds a failed call, calls again with a reason, and blocks the person', async () => {
    const to = '+12025550121';
    const hand = handAt(stage.simulator, to);
    const { id } = await stage.api.create({ to, userId: 'iris' });
    await hand.answer();
    await hand.hangUp();
    await stage.api.outcome(id);

    const page = await stage.open(browser, '/', { reducedMotion: 'reduce' });
    const typist = createTypist(page);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await typist.to('E-mail');
    await typist.type(stage.staff.support.email);
    await typist.to('Password');
    await typist.type(PASSWORD);
    await typist.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();

    await typist.press('/');
    await typist.type('iris');
    await typist.press('Enter');
    const found = page.getByRole('rowheader').getByRole('link');
    await found.waitFor();
    await found.focus();
    await typist.press('Enter');
    await page.getByText('Somebody picked up, and the call ended before').first().waitFor();

    await typist.to('Call again…');
    await typist.press('Enter');
    await page.getByRole('dialog').getByLabel('Reason').waitFor();
    await typist.to('Reason');
    await typist.type('She is on the telephone');
    await typist.to('Call now');
    await typist.press('Enter');
    await hand.answer();
    await hand.press('#');
    await page.getByText('The person was verified.').waitFor();

    await typist.to('Open the person');
    await typist.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'iris' }).waitFor();
    await typist.to('Block');
    await typist.press('Enter');
    await page.getByRole('dialog').waitFor();
    await typist.to('Reason');
    await typist.type('She lost her phone');
    await typist.to('Block');
    await typist.press('Enter');
    // What was typed is in the dialog, too: only once that is gone does the page tell of the block.
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('She lost her phone').first().waitFor();
    expect((await stage.api.post('/v1/verifications', { to, userId: 'iris' })).status).toBe(422);
  });
});
