import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountSid, from, Harness } from './harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await Harness.start();
});
afterEach(() => harness.close());

const to = '+12025550100';
const messages = () => harness.simulator.ledger.messages();

describe('creating a message', () => {
  it('answers 201 with the message in Twilio’s shape', async () => {
    const { status, body } = await harness.raw('/Messages.json', { To: '(202) 555-0100', From: from, Body: ' Hello ' });
    const sid = body.sid as string;
    expect(status).toBe(201);
    expect(body).toEqual({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      account_sid: accountSid,
      api_version: '2010-04-01',
      body: ' Hello ',
      date_created: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/),
      date_sent: null,
      date_updated: expect.any(String),
      direction: 'outbound-api',
      error_code: null,
      error_message: null,
      from,
      messaging_service_sid: null,
      num_media: '0',
      num_segments: '1',
      price: null,
      price_unit: 'USD',
      status: 'queued',
      subresource_uris: { media: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media.json` },
      to,
      uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
    });
  });

  it.each([
    [{ From: from, Body: 'Hello' }, 21604],
    [{ To: to, Body: 'Hello' }, 21603],
    [{ To: 'anybody', From: from, Body: 'Hello' }, 21211],
    [{ To: '+15005550001', From: from, Body: 'Hello' }, 21211],
    [{ To: '+15005550002', From: from, Body: 'Hello' }, 21214],
    [{ To: '+15005550003', From: from, Body: 'Hello' }, 21215],
    [{ To: '+15005550004', From: from, Body: 'Hello' }, 21216],
    [{ To: '+15005550009', From: from, Body: 'Hello' }, 21614],
    [{ To: '+12025550131', From: from, Body: 'Hello' }, 21610],
    [{ To: to, From: '2025550199', Body: 'Hello' }, 21212],
    [{ To: to, MessagingServiceSid: 'MG1', Body: 'Hello' }, 21701],
    [{ To: to, From: from }, 21602],
    [{ To: to, From: from, Body: ' ' }, 21602],
    [{ To: to, From: from, Body: 'a'.repeat(1601) }, 21617],
    [{ To: to, From: from, Body: 'Hello', StatusCallback: 'nowhere' }, 21609],
  ])('refuses %j with %d, and sends nothing', async (form, code) => {
    const { status, body } = await harness.raw('/Messages.json', form as Record<string, string>);
    expect(status).toBe(400);
    const more_info = `https://www.twilio.com/docs/errors/${code}`;
    expect(body).toEqual({ code, message: expect.any(String), more_info, status: 400 });
    expect(messages()).toEqual([]);
  });

  it('takes a text of 1600 characters', async () => {
    const message = await harness.text(to, { body: 'a'.repeat(1600) });
    expect(message).toMatchObject({ status: 'queued', numSegments: '11' });
  });

  it('takes a Messaging Service in place of a number, and names it everywhere', async () => {
    const messagingServiceSid = `MG${'a'.repeat(32)}`;
    const message = await harness.textToTheEnd(to, { from: undefined, messagingServiceSid });
    expect(message).toMatchObject({ messagingServiceSid, from: expect.stringMatching(/^\+1/) });
    expect(harness.at('/texts')[0]).toMatchObject({ MessagingServiceSid: messagingServiceSid, From: message.from });
    expect(await harness.client.messages(message.sid).fetch()).toMatchObject({ messagingServiceSid });
  });

  it.each([
    ['a', 160, '1'],
    ['a', 161, '2'],
    ['€', 80, '1'],
    ['€', 81, '2'],
    ['ц', 70, '1'],
    ['ц', 71, '2'],
  ])('counts the segments of %s × %d as %s', async (character, times, numSegments) => {
    expect((await harness.text(to, { body: character.repeat(times) })).numSegments).toBe(numSegments);
  });
});

describe('fetching a message', () => {
  it('shows what became of it', async () => {
    const { sid } = await harness.textToTheEnd(to);
    const message = await harness.client.messages(sid).fetch();
    expect(message).toMatchObject({ sid, status: 'delivered', to, from, errorCode: null, direction: 'outbound-api' });
    expect(message.dateSent).toBeInstanceOf(Date);
  });

  it('shows why it was not delivered', async () => {
    const { sid } = await harness.textToTheEnd('+12025550130');
    const { status, errorCode, errorMessage } = await harness.client.messages(sid).fetch();
    expect({ status, errorCode, errorMessage }).toEqual({
      status: 'undelivered',
      errorCode: 30003,
      errorMessage: null,
    });
  });

  it.each(['SM00000000000000000000000000000000', 'nonsense'])('answers 404 with 20404 for %s', async (sid) => {
    await expect(harness.client.messages(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });
});

describe('listing messages', () => {
  it('filters by To and From, newest first', async () => {
    const first = await harness.textToTheEnd(to);
    const second = await harness.textToTheEnd(to, { from: '+12025550199' });
    await harness.textToTheEnd('+12025550101');
    const sids = async (query: Parameters<typeof harness.client.messages.list>[0]) =>
      (await harness.client.messages.list(query)).map(({ sid }) => sid);
    expect(await sids({ to })).toEqual([second.sid, first.sid]);
    expect(await sids({ to, from })).toEqual([first.sid]);
  });

  it('filters by the time it was sent, to the second, both ends included', async () => {
    const { sentAt } = await harness.textToTheEnd(to);
    const at = sentAt?.getTime() ?? 0;
    const count = async (query: object) => (await harness.client.messages.list(query)).length;
    expect(await count({ dateSentAfter: new Date(at) })).toBe(1);
    expect(await count({ dateSentAfter: new Date(at + 1000) })).toBe(0);
    expect(await count({ dateSentBefore: new Date(at) })).toBe(1);
    expect(await count({ dateSentBefore: new Date(at - 1000) })).toBe(0);
  });

  it('finds a message that has not been sent yet by its creation', async () => {
    const live = await Harness.start({ timeScale: 1 });
    const { sid, dateCreated } = await live.text('+12025550107');
    const found = await live.client.messages.list({ to: '+12025550107', dateSentAfter: dateCreated });
    expect(found.map((message) => [message.sid, message.dateSent])).toEqual([[sid, null]]);
    await live.close();
  });

  it('pages in Twilio’s envelope, and the package walks the pages', async () => {
    for (let i = 0; i < 5; i += 1) await harness.textToTheEnd(to);
    const { body } = await harness.raw('/Messages.json?To=%2B12025550100&PageSize=2');
    expect(body).toMatchObject({ page: 0, page_size: 2, start: 0, end: 1, previous_page_uri: null });
    expect(body.next_page_uri).toContain('/Messages.json?To=%2B12025550100&PageSize=2&Page=1&PageToken=PASM');
    const walked = await harness.client.messages.list({ to, pageSize: 2 });
    expect(new Set(walked.map(({ sid }) => sid)).size).toBe(5);
  });
});
