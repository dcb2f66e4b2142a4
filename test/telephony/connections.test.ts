import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { order, twilioCarrier } from './twilio-api.ts';

// Real connections, which nock would stand between.
const open = new Set<Server>();
afterEach(() => {
  for (const server of open) server.close();
  open.clear();
});

async function listen(server: Server): Promise<number> {
  open.add(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
const onConnection = (handle: (socket: Socket) => void) =>
  listen(createServer((socket) => handle(socket.on('error', () => {}))));
const carrierAt = (scheme: 'http' | 'https', port: number, requestTimeoutMs = 10_000) =>
  twilioCarrier({ baseUrl: `${scheme}://127.0.0.1:${port}`, requestTimeoutMs });

describe('certain not to have rung a phone', () => {
  test('a port that nobody listens on', async () => {
    const server = createServer();
    const port = await listen(server);
    open.delete(server);
    server.close();
    await once(server, 'close');
    expect(await carrierAt('http', port).placeCall(order)).toMatchObject({ outcome: 'unavailable' });
  });

  test('a host that does not speak TLS', async () => {
    const port = await onConnection((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await carrierAt('https', port).placeCall(order)).toMatchObject({ outcome: 'unavailable' });
  });

  test('a connection that breaks while TLS is negotiated', async () => {
    const breaks = await onConnection((socket) => socket.destroy());
    expect(await carrierAt('https', breaks).placeCall(order)).toMatchObject({ outcome: 'unavailable' });
  });

  test('a host that stays silent while TLS is negotiated, and all that waits for a connection meanwhile', async () => {
    const silent: Socket[] = [];
    const port = await onConnection((socket) => silent.push(socket));
    const carrier = carrierAt('https', port, 100);
    const outcomes = await Promise.all(Array.from({ length: 25 }, () => carrier.placeCall(order)));
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['unavailable']));
    for (const socket of silent) socket.destroy();
  });
});

describe('possibly ringing a phone', () => {
  test('a host that takes the request and never answers', async () => {
    const server = createHttpServer(() => {});
    const port = await listen(server);
    const outcome = await carrierAt('http', port, 50).placeCall(order);
    expect(outcome).toEqual({ outcome: 'unknown', detail: 'no usable answer of the carrier: time-out' });
    server.closeAllConnections();
  });

  test('a host that takes the request and hangs up, which is asked only once', async () => {
    let asked = 0;
    const hangUp = (socket: Socket) =>
      socket.once('data', () => {
        asked += 1;
        socket.destroy();
      });
    const port = await onConnection(hangUp);
    expect(await carrierAt('http', port).placeCall(order)).toMatchObject({ outcome: 'unknown' });
    expect(asked).toBe(1);
  });

  test('an answer that trickles in without an end', async () => {
    const server = createHttpServer((_request, response) => {
      response.writeHead(201, { 'content-type': 'application/json' });
      const trickle = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(trickle));
    });
    const outcome = await carrierAt('http', await listen(server), 50).placeCall(order);
    expect(outcome).toEqual({ outcome: 'unknown', detail: 'no usable answer of the carrier: time-out' });
  });

  test('an answer that breaks off', async () => {
    const head = 'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"sid":';
    const port = await onConnection((socket) => socket.once('data', () => socket.end(head)));
    expect(await carrierAt('http', port).placeCall(order)).toMatchObject({ outcome: 'unknown' });
  });
});
