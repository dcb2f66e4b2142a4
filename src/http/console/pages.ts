import { Router } from 'express';
import { page, pageAssets, pageHeaders } from '../pages/pages.ts';

/** The console's one page, below `/console`: what it shows is told by the fragment of its address. */
export function consolePages(): Router {
  const router = Router();
  router.use(pageHeaders());
  router.use('/assets', pageAssets());
  router.get('/', (request, response, next) => {
    // The page finds all else relative to its folder.
    if (request.originalUrl.split('?')[0]?.endsWith('/')) next();
    else response.redirect('console/');
  });
  router.get('/', page('console'));
  // Back from the phone that protects a sign-in.
  router.get('/phone', page('console'));
  return router;
}
