import { Router } from 'express';
import { z } from 'zod';
import type { LogoStore } from '#ports/logos.ts';

const id = z.uuid();

/**
 * The routes below `/logos`: applications' logos, for the pages. With `?v=` and the version in force, browsers keep the
 * image for good. Unknown addresses are left to whoever comes next.
 */
export function logoRoutes(logos: Pick<LogoStore, 'readLogo'>): Router {
  const router = Router();
  router.get('/:applicationId', async (request, response, next) => {
    const applicationId = id.safeParse(request.params.applicationId).data;
    const logo = applicationId && (await logos.readLogo(applicationId));
    if (!logo) return next();
    response.set({
      // Said for all: an SVG that claims another encoding is read as what was checked.
      'Content-Type': logo.type === 'image/svg+xml' ? `${logo.type}; charset=utf-8` : logo.type,
      'Cache-Control': request.query.v === logo.version ? 'public, max-age=31536000, immutable' : 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      // An SVG that is opened by itself is a document on this origin: it may draw and nothing else.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    });
    response.end(logo.image);
  });
  return router;
}
