import { z } from 'zod';
import { ApiError } from '#errors';
import type { ChangedRecord } from '#ports/console-search.ts';
import { narrow } from '#services/console/find.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { parse } from '../validate.ts';
import { currentSession, type GuardedRoutes, scopeOf, staffOf } from './guard.ts';

const changesQuery = z.strictObject({ application: z.uuid('must be the id of an application').optional() });

/** Proxies close connections on which nothing comes. This often it is also seen whether the session is still in force. */
const HEARTBEAT_MS = 15_000;
/** Charts are dear to draw: they are told that something changed, and not every time. */
const OVERVIEW_MS = 5_000;
/** One for each tab; more than anybody looks at only hold connections. */
const MOST_OF_A_SESSION = 20;
/** A reader that is so far behind begins anew. */
const BEHIND_BYTES = 256 * 1024;

/**
 * Server-sent events: every verification of the scope that is new or has changed, as it is by then, and now and then
 * that the overview did. What changed while nobody was connected is not told: whoever connects reads anew.
 */
export function changeRoutes(deps: Dependencies, route: GuardedRoutes): void {
  const open = new Map<string, number>();
  route.get('/changes', 'verification.search', (request, response) => {
    const { application = null } = parse(changesQuery, request.query, 'query');
    const scope = narrow(scopeOf(response), application);
    const session = { id: currentSession(response).id, staffId: staffOf(response).id };
    const others = open.get(session.id) ?? 0;
    if (others >= MOST_OF_A_SESSION) {
      throw new ApiError('too_many_requests', 'The console is open too many times: close some of its tabs.', {
        retryAfterSeconds: HEARTBEAT_MS / 1000,
      });
    }
    open.set(session.id, others + 1);
    response
      .status(200)
      .set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' })
      .write(': connected\n\n');

    let overviewChanged = false;
    const send = (event: string, data: unknown) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    const isSeen = ({ applicationId }: ChangedRecord) =>
      scope !== null && (scope.applicationId === null || scope.applicationId === applicationId);
    // Nothing is written any more to a reader that may never read on.
    const end = () => {
      close();
      response.end();
    };
    const stopListening = deps.liveChanges.listen((changed) => {
      const seen = changed.filter(isSeen);
      for (const { id, status, reason } of seen) send('verification', { id, status, reason });
      overviewChanged ||= seen.length > 0;
      if (response.writableLength > BEHIND_BYTES) end();
    });
    const timers = [
      setInterval(() => {
        if (overviewChanged) send('overview', {});
        overviewChanged = false;
      }, OVERVIEW_MS),
      setInterval(async () => {
        response.write(': still here\n\n');
        const inForce = await deps.staff.sessions(deps.clock.now(), session.staffId).catch(() => []);
        if (!inForce.some(({ id }) => id === session.id)) end();
      }, HEARTBEAT_MS),
    ];
    const close = () => {
      stopListening();
      timers.forEach(clearInterval);
      deps.stopping.removeEventListener('abort', end);
    };
    deps.stopping.addEventListener('abort', end, { once: true });
    response.once('close', () => {
      close();
      const left = (open.get(session.id) ?? 1) - 1;
      if (left > 0) open.set(session.id, left);
      else open.delete(session.id);
    });
    if (deps.stopping.aborted) end();
  });
}
