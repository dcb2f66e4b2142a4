import { Router } from 'express';
import type { Dependencies } from '#services/dependencies.ts';
import { jsonBody } from '../api/json-body.ts';
import { page, pageAssets, pageHeaders } from '../pages/pages.ts';
import { openLink } from './open.ts';
import { ownBrowser } from './own-browser.ts';
import { pageApi } from './page-api.ts';
import { preload } from './preload.ts';

/** The hosted pages of a visit, and what they ask for, below `/flow`. */
export function flowRoutes(deps: Dependencies): Router {
  const router = Router();
  router.use(pageHeaders());
  router.use('/assets', pageAssets());
  router.get('/open/:token', openLink(deps));
  // One page for all visits, those of other browsers and unknown ones too: it holds nothing of any, and asks for its own.
  router.get('/:id', preload, page('flow'));
  router.use('/:id', ownBrowser(deps.flows, deps.publicUrl), jsonBody, pageApi(deps));
  return router;
}
