import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountSid, authToken, clientFor, from, Harness } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start({ apiKeys: { SK1: 'key-secret' } });
});
afterEach(() => harness.close());

const raw: Harness['raw'] = (...request) => harness.raw(...request);
const url = 'http://127.0.0.1:9/voice';

describe('creating a call', () => {
  it('answers 201 with the call in Twilio’s shape', async () => {
    const { status, body } = await raw('/Calls.json', { To: '+12025550120', From: from, Url: url });
    const sid = body.sid as string;
    expect(status).toBe(201);
    expect(body).toEqual({
      sid: expect.stringMatching(/^CA[0-9a-f]{32}$/),
      account_sid: accountSid,
      annotation: null,
      answered_by: null,
      api_version: '2010-04-01',
      caller_name: null,
      date_created: null,
      date_updated: null,
      direction: 'outbound-api',
      duration: null,
      end_time: null,
      forwarded_from: null,
      from,
      from_formatted: '(500) 555-0006',
      group_sid: null,
      parent_call_sid: null,
      phone_number_sid: null,
      price: null,
      price_unit: 'USD',
      queue_time: '0',
      start_time: null,
      status: 'queued',
      subresource_uris: expect.objectContaining({
        recordings: `/2010-04-01/Accounts/${accountSid}/Calls/${sid}/Recordings.json`,
      }),
      to: '+12025550120',
      to_formatted: '(202) 555-0120',
      trunk_sid: null,
      uri: `/2010-04-01/Accounts/${accountSid}/Calls/${sid}.json`,
    });
  });

  it.each([
    [{ From: from, Url: url }, 21201],
    [{ To: '+12025550100', Url: url }, 21213],
    [{ To: 'anybody', From: from, Url: url }, 21211],
    [{ To: '+1202555', From: from, Url: url }, 21211],
    [{ To: '+15005550001', From: from, Url: url }, 21211],
    [{ To: '+15005550002', From: from, Url: url }, 21214],
    [{ To: '+15005550003', From: from, Url: url }, 21215],
    [{ To: '+15005550004', From: from, Url: url }, 21216],
    [{ To: '+12025550100', From: '2025550199', Url: url }, 21212],
    [{ To: '+12025550100', From: '+15005550001', Url: url }, 21212],
    [{ To: '+12025550100', From: from }, 21205],
    [{ To: '+12025550100', From: from, Url: '/voice' }, 21205],
    [{ To: '+12025550100', From: from, Url: url, StatusCallback: 'nowhere' }, 21609],
  ])('refuses %j with %d, and rings nobody', async (form, code) => {
    const { status, body } = await raw('/Calls.json', form as Record<string, string>);
    expect(status).toBe(400);
    expect(body).toEqual({
      code,
      message: expect.any(String),
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status: 400,
    });
    expect(harness.simulator.ledger.calls()).toEqual([]);
  });

  it('names the number in the message of 21211, as Twilio does', async () => {
    await expect(harness.call('+15005550001')).rejects.toMatchObject({
      status: 400,
      code: 21211,
      message: "The 'To' number +15005550001 is not a valid phone number.",
      moreInfo: 'https://www.twilio.com/docs/errors/21211',
    });
  });

  it('takes a comma-joined StatusCallbackEvent without a word, and then sends no callback', async () => {
    const call = await harness.callToTheEnd('+12025550100', { statusCallbackEvent: ['initiated,completed'] });
    expect(call.callbacks).toEqual([]);
    expect(call.notes[0]).toContain('21626');
  });

  it('reports only the end, if no event is named', async () => {
    await harness.callToTheEnd('+12025550100', { statusCallbackEvent: [] });
    expect(harness.at('/status')).toEqual([expect.objectContaining({ CallStatus: 'completed', SequenceNumber: '0' })]);
  });

  it('runs TwiML that comes with the order', async () => {
    const call = await harness.callToTheEnd('+12025550100', {
      twiml: '<Response><Say>Inline.</Say></Response>',
      url: undefined,
    });
    expect(call.said).toEqual(['Inline.']);
    expect(call.documents).toEqual([]);
  });
});

describe('authentication', () => {
  it.each([
    ['a wrong token', accountSid, 'wrong'],
    ['another account', `AC${'2'.repeat(32)}`, authToken],
    ['an unknown key', 'SK2', 'key-secret'],
  ])('refuses %s with 20003', async (_what, user, password) => {
    const client = clientFor(harness.simulator, user, password);
    await expect(client.calls.list()).rejects.toMatchObject({ status: 401, code: 20003, message: 'Authenticate' });
  });

  it('refuses a request without credentials', async () => {
    const response = await fetch(`${harness.simulator.url}/2010-04-01/Accounts/${accountSid}/Calls.json`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Basic');
  });

  it('takes an API key and its secret', async () => {
    await expect(clientFor(harness.simulator, 'SK1', 'key-secret').calls.list()).resolves.toEqual([]);
  });

  it('shows another account’s path to nobody', async () => {
    const client = clientFor(harness.simulator, accountSid, authToken);
    await expect(client.api.accounts(`AC${'2'.repeat(32)}`).calls.list()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
  });
});

describe('fetching a call', () => {
  it('shows what became of it', async () => {
    const { sid } = await harness.callToTheEnd('+12025550100');
    const call = await harness.client.calls(sid).fetch();
    expect(call).toMatchObject({ sid, status: 'completed', to: '+12025550100', from, direction: 'outbound-api' });
    expect(Number(call.duration)).toBeGreaterThan(0);
    expect(call.dateCreated).toBeInstanceOf(Date);
    expect(call.startTime.getTime()).toBeLessThanOrEqual(call.endTime.getTime());
  });

  it('knows no status "initiated", which only callbacks have', async () => {
    const initiated = harness.simulator.ledger.waitFor(({ status }) => status === 'initiated');
    harness.pages['/status'] = () => {};
    await harness.call('+12025550120');
    const { sid } = await initiated;
    expect((await harness.client.calls(sid).fetch()).status).toBe('queued');
  });

  it.each(['CA00000000000000000000000000000000', 'nonsense'])('answers 404 with 20404 for %s', async (sid) => {
    await expect(harness.client.calls(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });
});

describe('ending a call', () => {
  const ringing = async () => {
    const { sid } = await harness.call('+12025550120');
    await harness.simulator.ledger.waitFor((call) => call.sid === sid && call.status === 'ringing');
    return sid;
  };
  const answered = async () => {
    const sid = await ringing();
    await harness.control(`/calls/${sid}/answer`, {});
    return sid;
  };

  it.each(['canceled', 'completed'] as const)('%s ends a ringing call as canceled', async (status) => {
    const sid = await ringing();
    expect((await harness.client.calls(sid).update({ status })).status).toBe('canceled');
    await harness.simulator.ledger.ended(sid);
    expect(harness.statuses()).toEqual(['initiated', 'ringing', 'canceled']);
  });

  it('completed hangs up a call in progress', async () => {
    const sid = await answered();
    expect((await harness.client.calls(sid).update({ status: 'completed' })).status).toBe('completed');
    expect((await harness.simulator.ledger.ended(sid)).status).toBe('completed');
  });

  it('canceled leaves a call in progress alone', async () => {
    const sid = await answered();
    expect((await harness.client.calls(sid).update({ status: 'canceled' })).status).toBe('in-progress');
  });

  it('refuses a call that has ended with 21220', async () => {
    const { sid } = await harness.callToTheEnd('+12025550102');
    await expect(harness.client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({
      status: 400,
      code: 21220,
    });
  });
});

describe('listing calls', () => {
  it('filters by To, From and Status, newest first', async () => {
    const first = await harness.callToTheEnd('+12025550102');
    const second = await harness.callToTheEnd('+12025550102', { from: '+12025550199' });
    await harness.callToTheEnd('+12025550109');
    const sids = async (query: Parameters<typeof harness.client.calls.list>[0]) =>
      (await harness.client.calls.list(query)).map(({ sid }) => sid);
    expect(await sids({ to: '+12025550102' })).toEqual([second.sid, first.sid]);
    expect(await sids({ to: '+12025550102', from })).toEqual([first.sid]);
    expect(await sids({ status: 'busy' })).toEqual([second.sid, first.sid]);
    expect(await sids({ to: '+12025550102', status: 'failed' })).toEqual([]);
  });

  it('filters by start, to the second, both ends included', async () => {
    const { sid, startedAt } = await harness.callToTheEnd('+12025550102');
    const at = startedAt?.getTime() ?? 0;
    const count = async (query: object) => (await harness.client.calls.list(query)).length;
    expect(await count({ startTimeAfter: new Date(at) })).toBe(1);
    expect(await count({ startTimeAfter: new Date(at + 1000) })).toBe(0);
    expect(await count({ startTimeBefore: new Date(at) })).toBe(1);
    expect(await count({ startTimeBefore: new Date(at - 1000) })).toBe(0);
    const { body } = await raw(`/Calls.json?StartTime%3E=${new Date(at).toISOString().slice(0, 10)}`);
    expect(body.calls).toEqual([expect.objectContaining({ sid })]);
  });

  it('pages in Twilio’s envelope, and the package walks the pages', async () => {
    for (let i = 0; i < 5; i += 1) await harness.callToTheEnd('+12025550102');
    const { body } = await raw('/Calls.json?To=%2B12025550102&PageSize=2');
    expect(body).toMatchObject({ page: 0, page_size: 2, start: 0, end: 1, previous_page_uri: null });
    expect(body.next_page_uri).toContain('To=%2B12025550102&PageSize=2&Page=1&PageToken=PACA');
    const walked = await harness.client.calls.list({ to: '+12025550102', pageSize: 2 });
    expect(new Set(walked.map(({ sid }) => sid)).size).toBe(5);
  });
});

it('answers 404 with 20404 where Twilio has more than this', async () => {
  const { status, body } = await raw('/Conferences.json');
  expect({ status, code: body.code }).toEqual({ status: 404, code: 20404 });
});
