import express, { type Express } from 'express';
import swaggerUi from 'swagger-ui-express';
import type { CarrierWebhooks } from '#ports/carrier-webhooks.ts';
import type { Authenticate } from '#services/applications.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { authenticated } from './api/authenticated.ts';
import { type GreetingEdge, greetingRoutes } from './api/greetings.ts';
import { jsonBody } from './api/json-body.ts';
import { userRoutes } from './api/users.ts';
import { verificationRoutes } from './api/verifications.ts';
import { webhookEndpointRoutes } from './api/webhook-endpoints.ts';
import { carrierRoutes } from './carrier/routes.ts';
import { healthRoutes, type ReadinessChecks } from './health.ts';
import { openApiDocument } from './openapi.ts';
import { previewRoutes } from './preview.ts';
import { notFound, problemHandler } from './problem.ts';
import { recordingRoutes } from './recordings.ts';
import { type InLogContext, requestLog } from './request-log.ts';

export interface Edge {
  deps: Dependencies;
  greetings: GreetingEdge;
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
  greetings,
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
  app.use('/v1', authenticated(authenticate));
  // Recordings are no JSON.
  app.use('/v1/greetings', greetingRoutes(greetings));
  app.use('/v1', jsonBody);
  app.use('/v1/verifications', verificationRoutes(deps));
  app.use('/v1/users', userRoutes(deps));
  app.use('/v1/webhook-endpoints', webhookEndpointRoutes(deps));
  app.use('/recordings', recordingRoutes(greetings.greetings));
  app.use('/greetings/preview', previewRoutes(greetings));
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
