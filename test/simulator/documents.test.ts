import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Harness, twiml } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const to = '+12025550105';
const applicationError = "We're sorry. An application error has occurred. Goodbye.";

describe('a document', () => {
  it('is asked for by POST with Twilio’s parameters, correctly signed', async () => {
    const { sid } = await harness.callToTheEnd(to);
    const [request] = harness.received.filter(({ path }) => path === '/voice');
    expect(request).toMatchObject({ method: 'POST', signedCorrectly: true });
    expect(request?.params).toMatchObject({
      CallSid: sid,
      AccountSid: harness.simulator.accountSid,
      CallStatus: 'in-progress',
      Direction: 'outbound-api',
      ApiVersion: '2010-04-01',
      To: to,
      Called: to,
      ToCountry: 'US',
    });
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded; charset=UTF-8');
  });

  it('ends the call where it ends', async () => {
    harness.pages['/voice'] = twiml('<Say>One &amp; two.</Say><Pause length="3"/>');
    const call = await harness.callToTheEnd(to);
    expect(call).toMatchObject({ status: 'completed', said: ['One & two.'] });
  });

  it('ends the call at Hangup and at Reject, and nothing after them runs', async () => {
    for (const verb of ['Hangup', 'Reject']) {
      harness.pages['/voice'] = twiml(`<Say>Before.</Say><${verb}/><Say>After.</Say>`);
      expect((await harness.callToTheEnd(to)).said).toEqual(['Before.']);
    }
  });

  it('may hold verbs unknown here, which are ignored with a note', async () => {
    harness.pages['/voice'] = twiml('<Dial>+15005550006</Dial><Say>Still here.</Say>');
    const call = await harness.callToTheEnd(to);
    expect(call.said).toEqual(['Still here.']);
    expect(call.notes).toEqual(['12200: <Dial> in <Response> is ignored']);
  });

  it('may be plain text, which is read aloud', async () => {
    harness.pages['/voice'] = (_req, res) => void res.type('text/plain').send('Read me.');
    expect((await harness.callToTheEnd(to)).said).toEqual(['Read me.']);
  });

  it('may redirect, relative to its own URL', async () => {
    harness.pages['/voice'] = twiml('<Redirect>menu/next?a=1&amp;b=2</Redirect><Say>Never.</Say>');
    harness.pages['/menu/next'] = twiml('<Redirect method="GET">/last</Redirect>');
    harness.pages['/last'] = twiml('<Say>Arrived.</Say>');
    const call = await harness.callToTheEnd(to);
    expect(call.said).toEqual(['Arrived.']);
    expect(call.documents.map(({ kind, method }) => `${kind} ${method}`)).toEqual([
      'voice POST',
      'redirect POST',
      'redirect GET',
    ]);
    expect(harness.received.every(({ signedCorrectly }) => signedCorrectly)).toBe(true);
  });

  it('that redirects to itself for ever is stopped by the time limit', async () => {
    harness.pages['/voice'] = twiml('<Redirect/>');
    const call = await harness.callToTheEnd(to, { timeLimit: 2 });
    expect(call).toMatchObject({ status: 'completed', durationSeconds: 2 });
  });
});

describe('when there is no usable document', () => {
  it.each<[string, import('./harness.ts').Page, string]>([
    ['a failure of the application', (_req, res) => void res.status(500).send(twiml('<Say>No.</Say>')), '11200'],
    ['a broken connection', (req) => void req.socket.destroy(), '11205'],
    ['a mismatched tag', '<Response><Say>No.</Response>', '12100'],
    ['an empty document', '', '12100'],
    ['another root element', '<Twiml/>', '12100'],
    ['another content type', (_req, res) => void res.json({}), '12300'],
    ['a document of more than 64 KiB', twiml(`<Say>${'a'.repeat(66_000)}</Say>`), '11750'],
    ['no answer in time', () => {}, '11200'],
    ['a redirect to nowhere', twiml('<Redirect>tel:123</Redirect>'), '11100'],
  ])('as after %s, the fallback URL is asked, with code %3$s', async (_what, page, code) => {
    harness.pages['/voice'] = page;
    harness.pages['/fallback'] = twiml('<Say>Fallback.</Say>');
    const url = `${harness.appUrl}/voice#rt=100`;
    const call = await harness.callToTheEnd(to, { url, fallbackUrl: `${harness.appUrl}/fallback` });
    expect(call.said).toEqual(['Fallback.']);
    expect(harness.at('/fallback')).toEqual([expect.objectContaining({ ErrorCode: code })]);
    if (code !== '11100') expect(harness.at('/fallback')[0]?.ErrorUrl).toBe(url);
  });

  it('the person hears of an application error if there is no fallback, and the call ends', async () => {
    harness.pages['/voice'] = 'not TwiML';
    const call = await harness.callToTheEnd(to);
    expect(call).toMatchObject({ status: 'completed', said: [applicationError] });
  });

  it('the person hears of an application error if the fallback fails too', async () => {
    const call = await harness.callToTheEnd(to, { url: `${harness.appUrl}/a`, fallbackUrl: `${harness.appUrl}/b` });
    expect(call.said).toEqual([applicationError]);
    expect(call.documents.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('a connection failure is tried again once, with the same idempotency token', async () => {
    harness.pages['/voice'] = (req, res) => {
      if (harness.at('/voice').length === 1) req.socket.destroy();
      else res.type('text/xml').send(twiml('<Say>Second try.</Say>'));
    };
    const call = await harness.callToTheEnd(to);
    expect(call.said).toEqual(['Second try.']);
    const tokens = harness.received
      .filter(({ path }) => path === '/voice')
      .map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens).size).toBe(1);
  });

  it('the fragment of a URL says what is tried again, and is neither sent nor signed', async () => {
    await harness.callToTheEnd(to, { url: `${harness.appUrl}/missing#rc=3&rp=4xx,5xx` });
    expect(harness.at('/missing')).toHaveLength(4);
    expect(harness.received.every(({ signedCorrectly }) => signedCorrectly)).toBe(true);
  });
});
