import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { openHandset } from './handset.ts';

let test: TestService;
beforeAll(async () => {
  test = await startTestService();
});
afterAll(() => test.close());

const incoming = 'Incoming call';

describeInBrowser('the handset', (browser) => {
  it('rings, is answered, says and shows what the caller says, and # verifies', async () => {
    const to = '+12025550120';
    const phone = await openHandset(browser, test.url, to);
    const { id } = await test.api.create({ to });
    await phone.shows(incoming);
    expect(await phone.page.title()).toBe('Incoming call from +1 500 555 0006');
    await phone.shows(/Rings for \d+ s more/);
    await phone.press('Answer');
    await phone.shows('Press the pound key to finish verifying your account.');
    await phone.shows('Listening for keys');
    await phone.press('Pound');
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified' });
    await phone.shows(/^Call of \d:\d\d/);
    const said = await phone.said();
    expect(said).toEqual([
      ['en-US', expect.stringContaining('Press the pound key to finish verifying your account.')],
      ['en-US', 'Your account has been verified. Goodbye.'],
    ]);
    expect((await phone.tones()).slice(-2)).toEqual([941, 1477]);
  });

  it('speaks the language of the call', async () => {
    const to = '+12025550121';
    const phone = await openHandset(browser, test.url, to);
    await test.api.create({ to, locale: 'de-DE' });
    await phone.press('Answer');
    await phone.shows(/Rautetaste/);
    expect([...new Set((await phone.said()).map(([language]) => language))]).toEqual(['de-DE']);
  });

  it('takes over the number of a persona', async () => {
    const to = '+12025550100';
    const phone = await openHandset(browser, test.url, to);
    const { id } = await test.api.create({ to });
    await phone.press('Decline');
    expect(await test.api.outcome(id)).toMatchObject({ reason: 'busy' });
    await phone.shows('Declined call');
  });

  it('sends a call to voicemail, and is free again', async () => {
    const to = '+12025550122';
    const phone = await openHandset(browser, test.url, to);
    const api = await test.addApplication('careful', { machineDetection: 'async' });
    const { id } = await api.create({ to });
    await phone.press('Voicemail');
    expect(await api.outcome(id)).toMatchObject({ reason: 'voicemail' });
    await phone.shows('Went to voicemail');
    expect(await phone.said()).toEqual([]);
  });

  it('is silent when a call is ignored, which rings on', async () => {
    const to = '+12025550123';
    const phone = await openHandset(browser, test.url, to);
    const { id } = await test.api.create({ to });
    await phone.press('Ignore');
    await phone.shows('Silenced');
    expect(test.simulator.ledger.calls({ to }).map(({ status }) => status)).toEqual(['ringing']);
    await phone.press('Ring again');
    await phone.shows(incoming);
    await test.api.post(`/v1/verifications/${id}/cancel`);
    await phone.shows('Missed call');
  });

  it('shows texts as they arrive; the code is copied by a tap', async () => {
    const to = '+12025550124';
    const phone = await openHandset(browser, test.url, to, {});
    await phone.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await test.api.create({ to, channel: 'sms' });
    const code = phone.page.getByRole('button', { name: /^Copy code \d{6}$/ });
    await code.click();
    await phone.page.getByText('Copied', { exact: true }).waitFor({ state: 'attached' });
    const body = test.simulator.ledger.messages({ to }).at(-1)?.body;
    expect(body).toContain(await phone.page.evaluate('navigator.clipboard.readText()'));
  });

  it('goes on with a call where it was, when the page is loaded anew', async () => {
    const to = '+12025550125';
    const phone = await openHandset(browser, test.url, to);
    const { id } = await test.api.create({ to });
    await phone.press('Answer');
    await phone.shows('Listening for keys');
    await phone.page.reload();
    await phone.shows('Press the pound key to finish verifying your account.');
    await phone.press('Pound');
    expect(await test.api.outcome(id)).toMatchObject({ status: 'verified' });
  });

  it('says so when the carrier is away, and goes on by itself when it is back', async () => {
    const wire = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(test.url).port) });
    const phone = await openHandset(browser, `http://127.0.0.1:${wire.port}`, '+12025550127');
    browser.tolerate(/ERR_/);
    await wire.cut();
    await phone.shows('No signal');
    await wire.restore();
    await phone.shows('Ready for calls and texts');
    await wire.close();
  });

  it('asks whose it is, refuses what is no number, and suggests those that were called', async () => {
    const to = '+12025550102';
    const { id } = await test.api.create({ to });
    await test.api.outcome(id);
    const page = await browser.open(`${test.url}/phone?number=12x`);
    await page.getByText('This is no phone number').waitFor();
    await page.getByRole('button', { name: '+1 202 555 0102' }).click();
    await page.getByText('Ready for calls and texts').waitFor();
    expect(new URL(page.url()).search).toBe('?number=%2B12025550102');
    await page.goBack();
    await page.getByLabel('Phone number').fill('(202) 555-0126');
    await page.keyboard.press('Enter');
    await page.getByText('Ready for calls and texts').waitFor();
    expect(new URL(page.url()).search).toBe('?number=%2B12025550126');
  });
});
