import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callPath, callsPath, order, sid, twilioCall, twilioCarrier } from './twilio-api.ts';

let server: Server;
let port: number;
let received: { request: IncomingMessage; body: string }[];

beforeEach(async () => {
  received = [];
  server = createServer(async (request, response) => {
    received.push({ request, body: await text(request) });
    const status = request.method === 'POST' && request.url?.endsWith('/Calls.json') ? 201 : 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(twilioCall()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  port = address.port;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('a host on this machine gets the same requests over plain HTTP', async () => {
  const carrier = twilioCarrier({ baseUrl: `http://127.0.0.1:${port}` });
  expect(await carrier.placeCall(order)).toEqual({ outcome: 'placed', sid });
  expect(await carrier.fetchCall(sid)).toMatchObject({ status: 'queued' });
  expect(received.map(({ request }) => [request.method, request.url])).toEqual([
    ['POST', callsPath],
    ['GET', callPath],
  ]);
});

test('the body is form-encoded, with fragments of URLs kept and events repeated', async () => {
  await twilioCarrier({ baseUrl: `http://127.0.0.1:${port}` }).placeCall(order);
  expect(received[0]?.body.split('&')).toEqual([
    'To=%2B12025550123',
    'From=%2B12025550100',
    'Method=POST',
    'FallbackUrl=https%3A%2F%2Fverify.example%2Fcarrier%2Ffallback%2Fa1',
    'FallbackMethod=POST',
    'StatusCallback=https%3A%2F%2Fverify.example%2Fcarrier%2Fstatus%2Fa1',
    'StatusCallbackEvent=initiated',
    'StatusCallbackEvent=ringing',
    'StatusCallbackEvent=answered',
    'StatusCallbackEvent=completed',
    'StatusCallbackMethod=POST',
    'Timeout=25',
    'TimeLimit=120',
    'Url=https%3A%2F%2Fverify.example%2Fcarrier%2Fvoice%2Fa1%23rc%3D2%26rt%3D5000',
  ]);
});

test.each(['/', '/twilio', '/twilio/'])('a base URL that ends in %j works', async (path) => {
  const carrier = twilioCarrier({ baseUrl: `http://127.0.0.1:${port}${path}` });
  expect(await carrier.placeCall(order)).toMatchObject({ outcome: 'placed' });
  expect(received[0]?.request.url).toBe(`${path.replace(/\/$/, '')}${callsPath}`);
});

test('an account may be named otherwise than at Twilio', async () => {
  const accountSid = '3b3e8a62-6c51-4d7d-9c5f-5d2f1f3a9f10';
  const carrier = twilioCarrier({ accountSid, baseUrl: `http://127.0.0.1:${port}` });
  expect(await carrier.placeCall(order)).toMatchObject({ outcome: 'placed' });
  expect(received[0]?.request.url).toBe(`/2010-04-01/Accounts/${accountSid}/Calls.json`);
});
