import { type RequestHandler, Router } from 'express';
import { page, pageAssets, pageHeaders } from '../pages/pages.ts';

/**
 * A telephone in the browser, for development: `/phone/?number=+12025550120`.
 * @param control what the page works with: the simulated carrier's control API
 * @param stopping ends the streams of open handsets, for which a server that closes would wait
 */
export function phoneRoutes(control: Router, stopping: AbortSignal): Router {
  const router = Router();
  router.use(pageHeaders());
  router.use('/assets', pageAssets());
  router.use('/control', endedBy(stopping), control);
  router.get('/', (request, response, next) => {
    const [path = '', query] = request.originalUrl.split('?');
    // The page finds all else relative to its folder.
    if (!path.endsWith('/')) response.redirect(query === undefined ? 'phone/' : `phone/?${query}`);
    else next();
  });
  router.get('/', page('phone'));
  return router;
}

function endedBy(stopping: AbortSignal): RequestHandler {
  return (_request, response, next) => {
    const end = () => response.end();
    stopping.addEventListener('abort', end, { once: true });
    response.once('close', () => stopping.removeEventListener('abort', end));
    next();
  };
}
