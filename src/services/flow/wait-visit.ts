import type { Flow } from '#domain/flow.ts';
import type { Dependencies } from '../dependencies.ts';
import { startWaiting, type WaitLimits } from '../waiting.ts';
import { readVisit, type Visit } from './visit.ts';

/**
 * Reads a visit, waiting until its version is another than `version`, the time is over, the client is gone or the
 * process stops.
 * @param version of the page that asks; undefined: it knows nothing yet, and is answered at once
 * @throws ApiError `flow_link_used` where the visit was forgotten meanwhile
 */
export async function waitForVisit(
  deps: Dependencies,
  flow: Flow,
  { version, ...limits }: WaitLimits & { version: string | undefined },
): Promise<Visit> {
  if (limits.waitMs <= 0 || version === undefined) return readVisit(deps, flow);
  const waiting = startWaiting(deps, limits);
  waiting.hear(flow.id);
  if (flow.verificationId !== null) waiting.hear(flow.verificationId);
  try {
    for (;;) {
      const changed = waiting.next();
      const visit = await readVisit(deps, flow);
      const { verificationId } = visit.flow;
      if (visit.version !== version || waiting.isOver()) return visit;
      // Of a call that was not heard yet, something may have been missed.
      if (verificationId !== null && waiting.hear(verificationId)) continue;
      await changed;
    }
  } finally {
    waiting.stop();
  }
}
