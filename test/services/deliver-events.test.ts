import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApplicationSettings } from '#domain/settings.ts';
import { createHttpSender } from '#events/http-sender.ts';
import { deliverEvents } from '#services/deliver-events.ts';
import { onServer } from '../support/server.ts';
import { people, type ServiceByHand, startByHand } from './harness.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const reportsFraud = '+12025550112';
const events = ['verification.fraud_reported'];
const HOUR = 3_600;

let test: ServiceByHand;
let receiver: Receiver;
beforeEach(async () => {
  [test, receiver] = await Promise.all([startByHand(), startReceiver()]);
  await set({ eventHosts: ['localhost'] });
});
afterEach(async () => {
  await test.close();
  await receiver.close();
});

async function set(settings: Partial<ApplicationSettings>): Promise<void> {
  const { id } = (await test.deps.applications.findByName('test')) ?? { id: '' };
  await test.deps.applications.changeSettings(id, settings);
}
async function addEndpoint(url = receiver.url, api = test.api): Promise<{ id: string; secret: string }> {
  const response = await api.post('/v1/webhook-endpoints', { url, events });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; secret: string };
}
/** Somebody is called and reports fraud. @returns the verification's id. */
async function fraud(): Promise<string> {
  const { id, attemptId } = await test.create(reportsFraud);
  await test.dial(attemptId);
  expect(await test.api.outcome(id)).toMatchObject({ status: 'failed', reason: 'fraud_reported' });
  await test.endedCallTo(reportsFraud);
  return id;
}
const deliver = () => test.sweep('deliverEvents');
const deliveries = () =>
  onServer(test.database.url, async (client) => (await client.query('SELECT * FROM deliveries')).rows);
const complaints = () => test.log.filter(({ message }) => message === 'An event was not delivered');
const listed = async () =>
  ((await (await test.api.fetch('/v1/webhook-endpoints')).json()) as { data: { id: string; enabled: boolean }[] }).data;

describe('a confirmed fraud report', () => {
  it('reaches the endpoint once, as one event that verifies by the standard and holds no full number', async () => {
    const { secret } = await addEndpoint();
    const id = await fraud();
    await deliver();
    await deliver();
    const [{ headers, body } = { headers: {}, body: '' }, ...others] = receiver.received;
    expect(others).toEqual([]);
    const block = await onServer(
      test.database.url,
      async (client) => (await client.query('SELECT * FROM blocks')).rows,
    );
    expect(new Webhook(secret).verify(body, headers)).toEqual({
      type: 'verification.fraud_reported',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: {
        ...{ verificationId: id, userId: null, to: '+1••••••0112', reason: 'fraud_reported' },
        blockedUntil: block[0].ends_at.toISOString(),
      },
    });
    expect(body).toMatch(/^\{"type":"verification.fraud_reported","timestamp":/);
    expect(headers['content-type']).toBe('application/json');
    expect(() => new Webhook('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA').verify(body, headers)).toThrow();
    expect(await deliveries()).toMatchObject([{ status: 'delivered', tries: 1, next_try_at: null }]);
    expect(complaints()).toEqual([]);
  });

  it('reaches every endpoint that is enabled, of this application alone, and no other outcome does', async () => {
    const stranger = await test.addApplication('stranger');
    const { id } = (await test.deps.applications.findByName('stranger')) ?? { id: '' };
    await test.deps.applications.changeSettings(id, { eventHosts: ['localhost'] });
    await addEndpoint(`${receiver.url}/stranger`, stranger);
    for (const name of ['a', 'b', 'off']) {
      const { id: endpoint } = await addEndpoint(`${receiver.url}/${name}`);
      if (name !== 'off') continue;
      const headers = { 'content-type': 'application/json' };
      await test.api.fetch(`/v1/webhook-endpoints/${endpoint}`, {
        method: 'PATCH',
        headers,
        body: '{"enabled":false}',
      });
    }
    const verified = await test.create(people.pressesPound);
    await test.dial(verified.attemptId);
    await test.api.outcome(verified.id);
    await fraud();
    await deliver();
    expect(receiver.received.map(({ path }) => path).sort()).toEqual(['/events/a', '/events/b']);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });
});

describe('an event that is not taken', () => {
  it('comes again with the same id and body, less and less often, each try signed for its own time', async () => {
    const { secret } = await addEndpoint();
    await fraud();
    receiver.answer = (response) => void response.writeHead(503).end();
    for (const longest of [0, 6.25, 12.5, 25, 50]) {
      const before = receiver.received.length;
      test.clock.advanceSeconds(longest / 2);
      await deliver();
      // The wait is three quarters of the middle at least.
      if (longest > 0) expect(receiver.received).toHaveLength(before);
      test.clock.advanceSeconds(longest / 2);
      await deliver();
      expect(receiver.received).toHaveLength(before + 1);
    }
    receiver.answer = (response) => void response.writeHead(200).end();
    test.clock.advanceSeconds(100);
    await deliver();
    test.clock.advanceSeconds(HOUR);
    await deliver();
    expect(receiver.received).toHaveLength(6);
    const unique = (values: (string | undefined)[]) => new Set(values).size;
    expect(unique(receiver.received.map(({ body }) => body))).toBe(1);
    expect(unique(receiver.received.map(({ headers }) => headers['webhook-id']))).toBe(1);
    expect(unique(receiver.received.map(({ headers }) => headers['webhook-timestamp']))).toBe(6);
    for (const { headers, body } of receiver.received) {
      const at = new Date(Number(headers['webhook-timestamp']) * 1000);
      const signature = new Webhook(secret).sign(headers['webhook-id'] ?? '', at, body);
      expect(headers['webhook-signature']).toBe(signature);
    }
    expect(await deliveries()).toMatchObject([{ status: 'delivered', tries: 6 }]);
  });

  it('is given up after a day', async () => {
    await addEndpoint();
    await fraud();
    receiver.answer = (response) => void response.writeHead(500).end();
    for (let hours = 0; hours <= 30; hours++) {
      await deliver();
      test.clock.advanceSeconds(HOUR);
    }
    expect(await deliveries()).toMatchObject([{ status: 'failed', next_try_at: null, because: 'it answered 500' }]);
    expect(complaints().length).toBe(receiver.received.length);
    expect(complaints().at(-1)?.fields).toMatchObject({ givenUp: true });
  });

  it('is told in one line that holds neither the query of the address nor the secret', async () => {
    const { id, secret } = await addEndpoint(`${receiver.url}?token=hush`);
    await fraud();
    receiver.answer = (response) => void response.writeHead(400).end('No, thanks.');
    await deliver();
    expect(complaints()).toMatchObject([
      { level: 'warn', fields: { endpointId: id, url: receiver.url, try: 1, because: 'it answered 400' } },
    ]);
    for (const word of ['hush', 'thanks', secret.slice(6)]) expect(JSON.stringify(test.log)).not.toContain(word);
    expect(receiver.received[0]?.path).toBe('/events?token=hush');
  });

  it('is not taken to where a redirect points', async () => {
    await addEndpoint();
    await fraud();
    receiver.answer = (response) => void response.writeHead(307, { location: `${receiver.url}/elsewhere` }).end();
    await deliver();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/events']);
    expect(await deliveries()).toMatchObject([{ status: 'pending', because: 'it answered 307' }]);
  });

  it('comes again when nobody answers in time, or hangs up', async () => {
    test.deps.eventSender = createHttpSender({ timeoutMs: 100 });
    await addEndpoint();
    await fraud();
    receiver.answer = () => undefined;
    await deliver();
    receiver.answer = (response) => void response.destroy();
    test.clock.advanceSeconds(10);
    await deliver();
    receiver.answer = (response) => void response.writeHead(200).end();
    test.clock.advanceSeconds(20);
    await deliver();
    expect(complaints().map(({ fields }) => fields.because)).toEqual([
      'it did not answer in time',
      'the request failed: ECONNRESET',
    ]);
    expect(await deliveries()).toMatchObject([{ status: 'delivered', tries: 3 }]);
  });
});

describe('a receiver', () => {
  it('that answers 410 is sent nothing any more, and its endpoint is disabled', async () => {
    const { id } = await addEndpoint();
    await fraud();
    receiver.answer = (response) => void response.writeHead(410).end();
    await deliver();
    expect(await listed()).toMatchObject([{ id, enabled: false }]);
    test.clock.advanceSeconds(HOUR);
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ status: 'failed', because: 'it answered 410' }]);
  });

  it('that says more than anybody asked for is not listened to', async () => {
    await addEndpoint();
    await fraud();
    let hungUp = Promise.resolve();
    receiver.answer = (response) => {
      hungUp = new Promise((resolve) => response.once('close', resolve));
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.writeHead(200).on('drain', more);
      more();
    };
    await deliver();
    await hungUp;
    expect(await deliveries()).toMatchObject([{ status: 'delivered' }]);
  });

  it('whose endpoint is deleted or disabled meanwhile is sent nothing', async () => {
    const [gone, off] = [await addEndpoint(`${receiver.url}/gone`), await addEndpoint(`${receiver.url}/off`)];
    await fraud();
    await test.api.fetch(`/v1/webhook-endpoints/${gone.id}`, { method: 'DELETE' });
    const headers = { 'content-type': 'application/json' };
    await test.api.fetch(`/v1/webhook-endpoints/${off.id}`, { method: 'PATCH', headers, body: '{"enabled":false}' });
    await deliver();
    expect(receiver.received).toEqual([]);
    expect(await deliveries()).toMatchObject([{ endpoint_id: off.id, status: 'failed' }]);
  });
});

describe('an address that is not public', () => {
  const move = (url: string) =>
    onServer(test.database.url, (client) => client.query('UPDATE webhook_endpoints SET url = $1', [url]));

  it.each([
    ['a name that leads to this machine', 'https://localhost', 'its host is at an address that is not public'],
    ['an address of this machine', 'https://127.0.0.1', 'its address is not a public address'],
    ['no TLS', 'http://localhost', 'its address must begin with https://'],
  ])('is not connected to, whatever was allowed when the endpoint was made: %s', async (_, base, because) => {
    await addEndpoint();
    await fraud();
    await set({ eventHosts: [] });
    await move(receiver.url.replace('http://localhost', base));
    await deliver();
    expect(receiver.received).toEqual([]);
    expect(complaints()).toMatchObject([{ fields: { because: expect.stringContaining(because) } }]);
  });
});

describe('workers', () => {
  it('that sweep at once send each event once', async () => {
    for (let i = 0; i < 10; i++) await addEndpoint(`${receiver.url}/${i}`);
    await fraud();
    await Promise.all(Array.from({ length: 4 }, () => deliverEvents(test.deps)));
    expect(receiver.received.map(({ path }) => path).sort()).toEqual([...Array(10).keys()].map((i) => `/events/${i}`));
  });

  it('that die before the result is written down lose nothing: another sends it again, under the same id', async () => {
    await addEndpoint();
    await fraud();
    const { deliveries: store } = test.deps;
    const dying = { ...store, settle: () => Promise.reject(new Error('The worker died.')) };
    await expect(deliverEvents({ ...test.deps, deliveries: dying })).rejects.toThrow('The worker died.');
    await deliver();
    expect(receiver.received).toHaveLength(1);
    test.clock.advanceSeconds(60);
    await deliver();
    await deliver();
    expect(receiver.received).toHaveLength(2);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });
});
