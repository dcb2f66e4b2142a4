import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApplicationSettings } from '#domain/settings.ts';
import type { Channel, Reason } from '#domain/verification.ts';
import { sweeps } from '#services/sweep.ts';
import words from '../../web/flow/locales/en.json' with { type: 'json' };
import { currentAttemptOf, sendWebhook } from '../http/carrier-line.ts';
import { handAt } from '../http/hand.ts';
import type { ApiClient } from '../support/api-client.ts';
import { axe } from '../support/axe.ts';
import { describeInBrowser } from '../support/browser.ts';
import { createManualClock } from '../support/clock.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { failureOf, givePhone, newestOf, openVisit, titled } from './visits.ts';

let test: TestService;
const clock = createManualClock();
beforeAll(async () => {
  const overrides = { clock, policy: { placeWithinSeconds: 0 } };
  test = await startTestService({ overrides, settings: { machineDetection: 'async' } });
});
afterAll(() => test.close());

/** How a person meets a reason, and the next steps that they are shown. */
interface Meeting {
  /** Whose phone it is: a persona, or one by hand. */
  to: string;
  channel?: Channel;
  settings?: Partial<ApplicationSettings>;
  before?(to: string): unknown;
  /** Once the call is under way. */
  during?(api: ApiClient, verificationId: string, to: string): Promise<unknown>;
  steps: string[];
  /** Only an administrator can help. */
  contact?: true;
}

const back = 'Back to sign-in';
const again = ['Retry', 'Text me instead', back];
const later = async (seconds: number, sweep: keyof typeof sweeps) => {
  clock.advanceSeconds(seconds);
  await sweeps[sweep](test.service.deps);
};
const ringing = (to: string) => handAt(test.simulator, to).ringing();

/** Those that are told otherwise: at the field of the code, and by a page that says that one is blocked. */
type ToldElsewhere = 'wrong_code' | 'too_many_checks' | 'fraud_reported' | 'user_blocked';

const meetings: Record<Exclude<Reason, ToldElsewhere>, Meeting> = {
  no_answer: { to: '+12025550101', steps: again },
  busy: { to: '+12025550102', steps: again },
  hung_up: { to: '+12025550103', steps: again },
  no_input: { to: '+12025550105', steps: again },
  wrong_key: { to: '+12025550104', steps: again },
  wrong_digits: { to: '+12035550104', settings: { modes: ['match'] }, steps: ['Retry', back] },
  voicemail: { to: '+12025550106', steps: again },
  fax: { to: '+12025550114', steps: ['Text me instead', 'Retry', back] },
  unreachable: { to: '+12025550109', steps: again },
  invalid_number: { to: '+15005550001', steps: [back], contact: true },
  number_blocked: { to: '+15005550004', steps: [back], contact: true },
  country_blocked: { to: '+15005550003', steps: [back], contact: true },
  opted_out: { to: '+12025550131', channel: 'sms', steps: ['Call me instead', 'Start again', back] },
  message_undelivered: { to: '+12025550132', channel: 'sms', steps: ['Call me instead', 'Retry', back] },
  too_many_attempts: { to: '+12045550102', settings: { maxAttempts: 1 }, steps: ['Start again in m:ss', back] },
  call_failed: {
    ...{ to: '+12025550120', steps: again },
    async during(_api, id, to) {
      const { sid } = await ringing(to);
      const told = { CallSid: sid, CallStatus: 'failed', SipResponseCode: '503' };
      await sendWebhook(test, `/carrier/status/${await currentAttemptOf(test, id)}`, told);
    },
  },
  carrier_unavailable: {
    ...{ to: '+12025550121', steps: again, contact: true },
    before: (to) => test.simulator.faults.add({ rest: 'throttle', to }),
  },
  carrier_result_unknown: {
    ...{ to: '+12025550122', steps: again },
    before: (to) => test.simulator.faults.add({ rest: 'fail_before', to }),
    async during(api, id) {
      await api.until(id, ({ attempt }) => attempt.status === 'dialing');
      await later(300, 'settleSilentAttempts');
    },
  },
  expired: {
    ...{ to: '+12025550123', steps: ['Start again', 'Text me instead', back] },
    async during(_api, _id, to) {
      await ringing(to);
      await later(600, 'expire');
    },
  },
  canceled: {
    ...{ to: '+12025550124', steps: ['Start again', 'Text me instead', back] },
    async during(api, id, to) {
      await ringing(to);
      await api.post(`/v1/verifications/${id}/cancel`);
    },
  },
};

const met = Object.entries(meetings) as [Exclude<Reason, ToldElsewhere>, Meeting][];

describeInBrowser('a call or text that does not work out', (browser) => {
  it.each(met)(
    '%s: the dialog says why, and what to do next',
    async (reason, { to, channel, settings, ...meeting }) => {
      const api = settings ? await test.addApplication(reason, settings) : test.api;
      await givePhone(api, reason, to, channel);
      meeting.before?.(to);
      const page = await openVisit(browser, api, reason);
      if (meeting.during) {
        await page.getByRole('status').getByText(/\S/).waitFor();
        await meeting.during(api, await newestOf(api, reason), to);
      }
      const { text, steps } = await failureOf(page, words.failure.reasons[reason]);
      expect(steps).toEqual(meeting.steps);
      expect(text.includes(words.failure.contact)).toBe(meeting.contact ?? false);
      await titled(page, 'Confirm with your phone');
    },
  );

  it('can be read by everybody, keeps the focus, and is not closed by Escape', async () => {
    await givePhone(test.api, 'ada', '+12025550102');
    const page = await openVisit(browser, test.api, 'ada');
    const { text } = await failureOf(page, words.failure.reasons.busy);
    expect(text).toContain('You have 2 more tries.');
    expect(await axe(page)).toEqual([]);
    const focus = () => page.evaluate('document.activeElement.textContent') as Promise<string>;
    await expect.poll(focus).toBe('Retry');
    for (let times = 0; times < 3; times++) await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText('You have one more try.').waitFor();
    await expect.poll(focus).toBe('Retry');
  });
});
