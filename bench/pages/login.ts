import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cleanup } from '../cleanup.ts';
import type { HttpClient } from '../http-client.ts';

/** The login system in front of the pages. Methods throw on any answer but the expected one. */
export interface FrontDoor {
  /** Where people come back to. */
  returnUrl: string;
  /** Brings a person along who has a verified phone. */
  enroll(userId: string, number: string): Promise<void>;
  /** Sends a person to the pages. */
  open(userId: string): Promise<{ url: string }>;
  /** Exchanges what came back on the return URL. */
  complete(returned: URL): Promise<void>;
}

export async function startFrontDoor(client: HttpClient, apiKey: string, cleanup: Cleanup): Promise<FrontDoor> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>In</title><h1>In</h1>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanup.add(() => {
    server.close();
    server.closeAllConnections();
  });
  const returnUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/return`;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const post = async (path: string, expected: number, body: object) => {
    const answer = await client.send('POST', path, headers, JSON.stringify(body));
    if (answer.status !== expected) throw new Error(`POST ${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body);
  };
  return {
    returnUrl,
    enroll: (userId, number) =>
      post(`/v1/users/${userId}/factors`, 201, { kind: 'mobile', number, status: 'verified' }),
    open: (userId) => post('/v1/flows', 201, { userId, returnUrl }),
    async complete({ searchParams }) {
      const path = `/v1/flows/${searchParams.get('flow')}/complete`;
      const { verified, method } = await post(path, 200, { code: searchParams.get('code') });
      if (!verified || method !== 'call') throw new Error(`${path}: ${method}, and not by call`);
    },
  };
}
