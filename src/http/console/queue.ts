import { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import { ApiError } from '#errors';
import type { Dependencies } from '#services/dependencies.ts';
import { notFound } from '../problem.ts';
import { guarded, refused, scopeOf, staffOf } from './guard.ts';

/**
 * The jobs of the queue, below `/console/queue`, for administrators of all applications: the queue is one for all.
 * Only what is read is let through.
 * @param board shows them
 */
export function queueRoutes(deps: Dependencies, board: RequestHandler): Router {
  const route = guarded(deps);
  route.get('/{*path}', 'queue.read', async (request, response) => {
    if (scopeOf(response).applicationId !== null) {
      const sentence = 'The queue is one for all applications: ask an administrator of all of them.';
      throw await refused(deps, staffOf(response), 'queue.read', request, sentence);
    }
    // No job has such an id, and Postgres takes none.
    if (request.url.includes('%00')) throw new ApiError('not_found', 'There is no job with this id.');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    response.once('close', resolve);
    board(request, response, (error) => (error ? reject(error) : notFound(request, response, reject)));
    return promise;
  });
  const router = Router();
  router.use(boardHeaders, route.router, toSignIn, notFound);
  return router;
}

/** Its pages style their elements in place, name their folder, and would fetch fonts from elsewhere: those they go without. */
const boardHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'self'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
  frameguard: { action: 'deny' },
  strictTransportSecurity: false,
});

/** Whoever opens it signed out signs in first. */
const toSignIn: ErrorRequestHandler = (error, request, response, next) => {
  const opensPage = request.method === 'GET' && request.accepts(['json', 'html']) === 'html';
  if (!(error instanceof ApiError) || error.code !== 'signed_out' || !opensPage) return next(error);
  response.redirect(303, `${'../'.repeat(request.path.split('/').length - 1)}`);
};
