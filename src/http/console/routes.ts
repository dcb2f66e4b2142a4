import { Router } from 'express';
import { applicationNames } from '#services/console/application-names.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { jsonBody } from '../api/json-body.ts';
import { notFound } from '../problem.ts';
import { againRoutes } from './again.ts';
import { auditRoutes } from './audit.ts';
import { changeRoutes } from './changes.ts';
import type { ApplicationName } from './console-api.ts';
import { type GuardedRoutes, guarded, scopeOf } from './guard.ts';
import { overviewRoutes } from './overview.ts';
import { replayRoutes } from './replay.ts';
import { sessionRoutes } from './session.ts';
import { staffRoutes } from './staff.ts';
import { userRoutes } from './users.ts';
import { verificationRoutes } from './verifications.ts';

/** What the console asks for, below `/console/api`. */
export function consoleRoutes(deps: Dependencies): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(jsonBody);
  router.use('/session', sessionRoutes(deps));
  router.use(declaredRoutes(deps).router);
  router.use(notFound);
  return router;
}

/** Everything that takes a role. */
export function declaredRoutes(deps: Dependencies): GuardedRoutes {
  const route = guarded(deps);
  route.get('/applications', 'verification.search', async (_request, response) => {
    response.json([...(await applicationNames(deps, scopeOf(response))).values()] satisfies ApplicationName[]);
  });
  verificationRoutes(deps, route);
  changeRoutes(deps, route);
  auditRoutes(route, deps);
  staffRoutes(route, deps);
  replayRoutes(deps, route);
  againRoutes(deps, route);
  userRoutes(deps, route);
  overviewRoutes(deps, route);
  return route;
}
