import type { Request, Response } from 'express';
import type { Ledger } from '../ledger.ts';

/** Server-sent events: every event of every call, named by its type, until the client leaves. */
export function streamEvents(ledger: Ledger, _req: Request, res: Response): void {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
  res.write(': listening\n\n');
  const stop = ledger.onCall((call, event) => {
    const data = { ...event, to: call.to, status: call.status, persona: call.persona, listening: call.listening };
    res.write(`event: ${event.type}\ndata: ${JSON.stringify(data)}\n\n`);
  });
  res.on('close', stop);
}
