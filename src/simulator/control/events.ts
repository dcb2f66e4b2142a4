import type { Response } from 'express';
import type { HandsetLeases } from '../handset-leases.ts';
import type { Ledger } from '../ledger.ts';
import { type HandsetHistory, handsetCall, handsetMessage } from './views.ts';

/** How much of the past a handset shows. */
const latest = -50;

/**
 * Server-sent events until the client leaves: every event of every call, named by its type, with the call as it is then
 * (`HandsetCall`), and `message` when a telephone receives a text, which is its `detail`.
 * @param to E.164: only what concerns this number; null: everything
 */
export function streamEvents(ledger: Ledger, to: string | null, res: Response): void {
  const send = open(res);
  const stops = [
    ledger.onCall((call, event) => {
      if (to === null || call.to === to) send({ ...event, ...handsetCall(call) });
    }),
    ledger.onMessage(({ to: number, from, status, persona, body }, event) => {
      if (event.type !== 'arrived' || (to !== null && number !== to)) return;
      send({ ...event, type: 'message', ...{ detail: body, to: number, from, status, persona } });
    }),
  ];
  res.on('close', () => {
    for (const stop of stops) stop();
  });
}

/** The same for a handset: while it is open, `to` rings by hand. Begins with `handset`, what there was so far. */
export function streamHandset(ledger: Ledger, leases: HandsetLeases, to: string, res: Response): void {
  res.on('close', leases.take(to));
  streamEvents(ledger, to, res);
  const history: HandsetHistory = {
    calls: ledger.calls({ to }).slice(latest).map(handsetCall),
    messages: ledger
      .messages({ to })
      .flatMap((message) => handsetMessage(message) ?? [])
      .slice(latest),
  };
  write(res, { type: 'handset', ...history });
}

function open(res: Response): (data: { type: string }) => void {
  res.writeHead(200, {
    ...{ 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' },
    'x-accel-buffering': 'no',
  });
  res.write(': listening\n\n');
  return (data) => write(res, data);
}

function write(res: Response, data: { type: string }): void {
  // A server that closes ends the stream before it hears that nobody listens.
  if (!res.writableEnded) res.write(`event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`);
}
