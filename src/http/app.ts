import express, { type Express, type RequestHandler, type Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import type { CarrierWebhooks } from '#ports/carrier-webhooks.ts';
import type { Authenticate } from '#services/applications.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { appPasswordRoutes } from './api/app-passwords.ts';
import { authenticated } from './api/authenticated.ts';
import { factorRoutes } from './api/factors.ts';
import { flowRoutes } from './api/flows.ts';
import { type GreetingEdge, greetingRoutes } from './api/greetings.ts';
import { jsonBody } from './api/json-body.ts';
import { userAccessRoutes } from './api/user-access.ts';
import { userRoutes } from './api/users.ts';
import { verificationRoutes } from './api/verifications.ts';
import { webhookEndpointRoutes } from './api/webhook-endpoints.ts';
import { carrierRoutes } from './carrier/routes.ts';
import { consolePages } from './console/pages.ts';
import { queueRoutes } from './console/queue.ts';
import { consoleRoutes } from './console/routes.ts';
import { flowRoutes as hostedPageRoutes } from './flow/routes.ts';
import { healthRoutes, type ReadinessChecks } from './health.ts';
import { openApiDocument } from './openapi.ts';
import { logoRoutes } from './pages/logos.ts';
import { phoneRoutes } from './phone/routes.ts';
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
  /** What a handset works with, below `/phone/control`; undefined: there is no handset. */
  phone: Router | undefined;
  /** The jobs of the queue, to look at. */
  queueBoard: RequestHandler;
  /** A login system to try it with; undefined: there is none. */
  demo: Router | undefined;
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
  phone,
  demo,
  queueBoard,
  version,
  publicUrl,
}: Edge): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  // Of a proxy that ends TLS on this network: whose address a sign-in comes from.
  app.set('trust proxy', ['loopback', 'linklocal', 'uniquelocal']);
  app.use(requestLog(deps.log, inLogContext));
  app.use('/carrier', carrierRoutes(deps, webhooks));
  app.use('/v1', authenticated(authenticate));
  // Recordings are no JSON.
  app.use('/v1/greetings', greetingRoutes(greetings));
  app.use('/v1', jsonBody);
  app.use('/v1/verifications', verificationRoutes(deps));
  app.use('/v1/users', userRoutes(deps), userAccessRoutes(deps));
  app.use('/v1', appPasswordRoutes(deps));
  app.use('/v1/users/:userId/factors', factorRoutes(deps));
  app.use('/v1/flows', flowRoutes(deps));
  app.use('/v1/webhook-endpoints', webhookEndpointRoutes(deps));
  app.use('/recordings', recordingRoutes(greetings.greetings));
  app.use('/greetings/preview', previewRoutes(greetings));
  app.use('/flow', hostedPageRoutes(deps));
  app.use('/console/api', consoleRoutes(deps));
  app.use('/console/queue', queueRoutes(deps, queueBoard));
  app.use('/console', consolePages());
  app.use('/logos', logoRoutes(deps.logos));
  if (phone) app.use('/phone', phoneRoutes(phone, deps.stopping));
  if (demo) app.use('/demo', demo);
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
