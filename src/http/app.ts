import express, { type Express } from 'express';
import swaggerUi from 'swagger-ui-express';
import type { CarrierWebhooks } from '#ports/carrier-webhooks.ts';
import type { Authenticate } from '#services/applications.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { authenticated } from './api/authenticated.ts';
import { jsonBody } from './api/json-body.ts';
import { verificationRoutes } from './api/verifications.ts';
import { carrierRoutes } from './carrier/routes.ts';
import { healthRoutes, type ReadinessChecks } from './health.ts';
import { openApiDocument } from './openapi.ts';
import { notFound, problemHandler } from './problem.ts';
import { type InLogContext, requestLog } from './request-log.ts';

export interface Edge {
  deps: Dependencies;
  webhooks: CarrierWebhooks;
  authenticate: Authenticate;
  readiness: ReadinessChecks;
  inLogContext: InLogContext;
  version: string;
  publicUrl: string;
}

/** The web role: the API, the carrier's webhooks, the docs. Hot routes come first, with little before them. */
export function createApp({
  deps,
  webhooks,
  authenticate,
  readiness,
  inLogContext,
  version,
  publicUrl,
}: Edge): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.use(requestLog(deps.log, inLogContext));
  app.use('/carrier', carrierRoutes(deps, webhooks));
  app.use('/v1', authenticated(authenticate), jsonBody);
  app.use('/v1/verifications', verificationRoutes(deps));
  app.use(healthRoutes(readiness));

  const document = openApiDocument(version, publicUrl);
  app.get('/openapi.json', (_request, response) => void response.json(document));
  app.use(
    '/docs',
    swaggerUi.serve,
    swaggerUi.setup(document, { customSiteTitle: 'poundkey API', customCss: '.topbar { display: none }' }),
  );
  app.get('/', (_request, response) => response.redirect('docs/'));

  app.use(notFound);
  app.use(problemHandler(deps.log));
  return app;
}
