import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { from, Harness, twiml } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

describe('status callbacks', () => {
  it('come in order, numbered from 0, all correctly signed', async () => {
    await harness.callToTheEnd('+12025550100');
    expect(harness.at('/status').map(({ SequenceNumber, CallStatus }) => `${SequenceNumber} ${CallStatus}`)).toEqual([
      '0 initiated',
      '1 ringing',
      '2 in-progress',
      '3 completed',
    ]);
    expect(harness.received.every(({ signedCorrectly }) => signedCorrectly)).toBe(true);
  });

  it('number only those that are sent', async () => {
    await harness.callToTheEnd('+12025550100', { statusCallbackEvent: ['answered', 'completed'] });
    expect(harness.at('/status').map(({ SequenceNumber }) => SequenceNumber)).toEqual(['0', '1']);
  });

  it('carry what Twilio’s carry', async () => {
    const { sid } = await harness.callToTheEnd('+12025550100');
    expect(harness.at('/status')[3]).toEqual({
      AccountSid: harness.simulator.accountSid,
      ApiVersion: '2010-04-01',
      CallbackSource: 'call-progress-events',
      CallDuration: expect.stringMatching(/^\d+$/),
      Called: '+12025550100',
      ...{ CalledCity: '', CalledState: '', CalledZip: '', CalledCountry: 'US' },
      Caller: from,
      ...{ CallerCity: '', CallerState: '', CallerZip: '', CallerCountry: 'US' },
      CallSid: sid,
      CallStatus: 'completed',
      Direction: 'outbound-api',
      Duration: '1',
      From: from,
      ...{ FromCity: '', FromState: '', FromZip: '', FromCountry: 'US' },
      QueueTime: '0',
      SequenceNumber: '3',
      SipResponseCode: '200',
      Timestamp: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/),
      To: '+12025550100',
      ...{ ToCity: '', ToState: '', ToZip: '', ToCountry: 'US' },
    });
  });

  it.each([
    ['+12025550101', 'no-answer', '487'],
    ['+12025550102', 'busy', '486'],
    ['+12025550111', 'busy', '487'],
    ['+12025550109', 'failed', '404'],
  ])('tell of %s as %s with SIP %s and no talk', async (to, status, sip) => {
    await harness.callToTheEnd(to);
    expect(harness.at('/status').at(-1)).toMatchObject({
      CallStatus: status,
      SipResponseCode: sip,
      CallDuration: '0',
      Duration: '0',
    });
  });

  it('are sent with GET if asked for, the parameters in the signed URL', async () => {
    await harness.callToTheEnd('+12025550102', { statusCallbackMethod: 'GET' });
    const requests = harness.received.filter(({ path }) => path === '/status');
    expect(requests.map(({ method, params }) => `${method} ${params.CallStatus}`)).toEqual([
      'GET initiated',
      'GET busy',
    ]);
    expect(requests.every(({ signedCorrectly }) => signedCorrectly)).toBe(true);
  });

  it('that fail do not keep the call from going on', async () => {
    harness.pages['/status'] = (_req, res) => void res.status(500).end();
    const call = await harness.callToTheEnd('+12025550100');
    expect(call.callbacks.map(({ status, tries }) => ({ status, tries }))).toEqual(
      Array(4).fill({ status: 500, tries: 1 }),
    );
    expect(call.keys).toBe('#');
  });

  it('are tried again once after a connection failure', async () => {
    harness.pages['/status'] = (req) => void req.socket.destroy();
    const call = await harness.callToTheEnd('+12025550102');
    expect(call.callbacks.map(({ status, tries, error }) => ({ status, tries, error }))).toEqual(
      Array(2).fill({ status: null, tries: 2, error: 'ECONNRESET' }),
    );
  });
});

describe('answering-machine detection', () => {
  const detected = (to: string, more: object) => harness.callToTheEnd(to, { machineDetection: 'Enable', ...more });

  it.each([
    ['+12025550100', 'human'],
    ['+12025550105', 'unknown'],
    ['+12025550106', 'machine_start'],
    ['+12025550114', 'fax'],
  ])('finds %s to be %s before it asks for the document', async (to, answeredBy) => {
    const { sid } = await detected(to, {});
    expect(harness.at('/voice')[0]?.AnsweredBy).toBe(answeredBy);
    expect(harness.at('/status').at(-1)?.AnsweredBy).toBe(answeredBy);
    expect((await harness.client.calls(sid).fetch()).answeredBy).toBe(answeredBy);
  });

  it('waits for the end of the greeting if asked to', async () => {
    await detected('+12025550106', { machineDetection: 'DetectMessageEnd' });
    expect(harness.at('/voice')[0]?.AnsweredBy).toBe('machine_end_beep');
  });

  it('stays unknown if its time is too short', async () => {
    await detected('+12025550106', { machineDetection: 'DetectMessageEnd', machineDetectionTimeout: 5 });
    expect(harness.at('/voice')[0]?.AnsweredBy).toBe('unknown');
  });

  it('reports to its own callback while the prompt plays, without a telephone number, if asynchronous', async () => {
    harness.pages['/voice'] = twiml('<Pause length="20"/>');
    const { sid, accountSid } = await detected('+12025550106', {
      asyncAmd: 'true',
      asyncAmdStatusCallback: `${harness.appUrl}/amd`,
    });
    expect(harness.at('/voice')[0]).not.toHaveProperty('AnsweredBy');
    expect(harness.at('/amd')).toEqual([
      { AccountSid: accountSid, CallSid: sid, AnsweredBy: 'machine_start', MachineDetectionDuration: '2400' },
    ]);
  });

  it('is off when digits are sent to reach an extension', async () => {
    const call = await detected('+12025550106', { sendDigits: 'ww42#' });
    expect(call.answeredBy).toBeNull();
  });

  it('is not there unless it is asked for', async () => {
    await harness.callToTheEnd('+12025550106');
    expect(harness.received.some(({ params }) => 'AnsweredBy' in params)).toBe(false);
  });
});
