import type { Request, Response } from 'express';
import { isTerminal } from '#domain/verification.ts';
import type { VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { readVerification, waitForChange } from '#services/watch-verification.ts';

/** Proxies close connections on which nothing comes. */
const HEARTBEAT_MS = 15_000;

/**
 * Server-sent events: every new version of a verification as `event: verification`, from what it is now (or
 * after `Last-Event-ID`) to its end, after which the stream closes.
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
  response.once('close', () => gone.abort());
  await readVerification(deps, applicationId, id);

  response
    .status(200)
    .set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' });
  response.flushHeaders();
  let version = Number(request.get('last-event-id')) || 0;
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
