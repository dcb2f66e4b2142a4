import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An event as it came in. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders & Record<string, string>;
  body: string;
}

/** A login system that takes events, on this machine. */
export async function startReceiver() {
  const received: Received[] = [];
  const receiver = {
    received,
    url: '',
    /** How the next events are answered. */
    answer: (response: ServerResponse): void => void response.writeHead(204).end(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const body = Buffer.concat(chunks).toString('utf8');
    received.push({ path: request.url ?? '', headers: request.headers as Received['headers'], body });
    receiver.answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://localhost:${(server.address() as AddressInfo).port}/events`;
  return receiver;
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
