import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInStaff } from '../http/console-staff.ts';
import { describeInBrowser } from '../support/browser.ts';
import { startTestService, type TestService } from '../support/service.ts';

const LATER = { delayMs: 3_600_000 };
const attemptId = '018f0000-0000-7000-8000-000000000001';

describeInBrowser('the queue in a browser', (browser) => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
    await test.service.deps.queue.addPlaceAttempt(attemptId, 1, LATER);
  });
  afterAll(() => test?.close());

  it('shows a job that waits for its time, under a policy that lets in nothing from elsewhere', async () => {
    // What its page would fetch from elsewhere is what the policy is for.
    browser.tolerate(/fonts\.googleapis\.com/);
    const { cookie } = await signInStaff(test, 'administrator');
    const [name = '', value = ''] = cookie.split('=');
    const page = await browser.open(`${test.url}/console/queue/queue/calls?status=delayed`, {
      prepare: (context) =>
        context.addCookies([
          { name, value, url: test.url.replace('http:', 'https:'), secure: true, sameSite: 'Strict' },
        ]),
    });
    await page.getByText('place-attempt').first().waitFor();
    expect(await page.title()).toContain('Queue');
  });
});
