import type { Request, Response } from 'express';
import { isTerminal } from '#domain/verification.ts';
import type { VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { readVerification, waitForChange } from '#services/watch-verification.ts';

/** Proxies close connections on which nothing comes. */
const HEARTBEAT_MS = 15_000;

/**
 * Server-sent events: every new version of a verification as `event: verification`, from what it is now (or
 * after `Last-Event-ID`) to its end, after which the stream closes. 204 for who has seen the end.
 * @throws ApiError `not_found`, before the stream begins.
 */
export async function streamVerification(
  deps: Dependencies,
  applicationId: string,
  id: string,
  request: Request,
  response: Response,
  view: (record: VerificationRecord) => unknown,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort('closed'));
  const now = await readVerification(deps, applicationId, id);
  const lastEventId = Number(request.get('last-event-id') ?? 0);
  // An id that was never given is as good as none.
  let version = lastEventId <= now.version ? lastEventId : 0;
  if (isTerminal(now.status) && version === now.version) {
    // 204 keeps browsers from connecting again: https://html.spec.whatwg.org/multipage/server-sent-events.html.
    response.status(204).end();
    return;
  }

  response
    .status(200)
    .set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' });
  response.flushHeaders();
  while (!gone.signal.aborted && !deps.stopping.aborted) {
    const record = await waitForChange(deps, applicationId, id, { version, waitMs: HEARTBEAT_MS, gone: gone.signal });
    if (record.version > version) {
      response.write(`event: verification\nid: ${record.version}\ndata: ${JSON.stringify(view(record))}\n\n`);
      version = record.version;
    } else {
      response.write(': still here\n\n');
    }
    if (isTerminal(record.status)) break;
  }
  response.end();
}
