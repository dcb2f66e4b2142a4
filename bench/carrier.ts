import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An order as the service gave it, with the call's SID. */
export interface PlacedCall {
  sid: string;
  to: string;
  from: string;
  voiceUrl: string;
  statusUrl: string;
}

/** The least that is a carrier: takes orders at once and hands them to whoever expects the number to ring. */
export interface BenchCarrier {
  url: string;
  accountSid: string;
  authToken: string;
  /** Resolves when the number is dialed for the first time. */
  expect(to: string): Promise<PlacedCall>;
  /** How often each expected number was dialed. */
  dials: ReadonlyMap<string, number>;
  /** Orders for numbers that nobody expected. */
  strayDials(): number;
  close(): Promise<void>;
}

export async function startBenchCarrier(): Promise<BenchCarrier> {
  const accountSid = `AC${randomBytes(16).toString('hex')}`;
  const expected = new Map<string, (call: PlacedCall) => void>();
  const dials = new Map<string, number>();
  let strays = 0;

  async function takeOrder(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    if (request.method !== 'POST' || request.url !== `/2010-04-01/Accounts/${accountSid}/Calls.json`) {
      response.writeHead(404).end();
      return;
    }
    const of = (name: string) => form.get(name) ?? '';
    const call: PlacedCall = {
      ...{ sid: `CA${randomBytes(16).toString('hex')}`, to: of('To'), from: of('From') },
      ...{ voiceUrl: of('Url'), statusUrl: of('StatusCallback') },
    };
    const body = JSON.stringify({
      ...{ sid: call.sid, account_sid: accountSid, status: 'queued', to: call.to, from: call.from },
      ...{ direction: 'outbound-api', api_version: '2010-04-01', date_created: null, date_updated: null },
    });
    response.writeHead(201, { 'content-type': 'application/json' }).end(body);
    const known = dials.get(call.to);
    if (known === undefined) strays += 1;
    else dials.set(call.to, known + 1);
    expected.get(call.to)?.(call);
    expected.delete(call.to);
  }

  const server = createServer((request, response) => {
    takeOrder(request, response).catch(() => response.destroy());
  });
  // Longer than any pause of the load: an order must never meet a connection that is just being closed.
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accountSid,
    authToken: randomBytes(16).toString('hex'),
    expect(to) {
      dials.set(to, 0);
      return new Promise((resolve) => expected.set(to, resolve));
    },
    dials,
    strayDials: () => strays,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
