import { Router } from 'express';
import { ApiError } from '#errors';

/** What must answer before requests are sent here. Each rejects when it does not. */
export type ReadinessChecks = Record<string, () => Promise<unknown>>;

/** `/healthz`: the process lives. `/readyz`: everything that it needs answers. */
export function healthRoutes(checks: ReadinessChecks): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_request, response) => {
    const results = await Promise.allSettled(Object.values(checks).map((check) => check()));
    const away = Object.keys(checks).filter((_, i) => results[i]?.status === 'rejected');
    if (away.length > 0) {
      throw new ApiError('not_ready', `No answer from: ${away.join(', ')}.`, { retryAfterSeconds: 2 });
    }
    response.json({ status: 'ready' });
  });
  return router;
}
