import type { Request, Response } from 'express';
import type { Ledger } from '../ledger.ts';

/**
 * Server-sent events until the client leaves: every event of every call, named by its type, and `message` when a
 * telephone receives a text, which is its `detail`.
 */
export function streamEvents(ledger: Ledger, _req: Request, res: Response): void {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
  res.write(': listening\n\n');
  const send = (data: { type: string }) => res.write(`event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`);
  const stops = [
    ledger.onCall(({ to, status, persona, listening }, event) => {
      send({ ...event, ...{ to, status, persona, listening } });
    }),
    ledger.onMessage(({ to, status, persona, body }, event) => {
      if (event.type === 'arrived') send({ ...event, type: 'message', ...{ detail: body, to, status, persona } });
    }),
  ];
  res.on('close', () => {
    for (const stop of stops) stop();
  });
}
