import { Router } from 'express';
import { z } from 'zod';
import { checkPassword, letIn } from '#services/console/sign-in.ts';
import { LONGEST_PASSWORD } from '#services/console/staff-password.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { text } from '../api/fields.ts';
import { requireOwnPage } from '../flow/own-browser.ts';
import { parse } from '../validate.ts';
import { clearSessionCookie, leaveOldSession, sessionOf, setSessionCookie, visitorOf } from './session-cookie.ts';
import { openIdRoutes } from './session-openid.ts';
import { phoneRoutes } from './session-phone.ts';
import { viewSession } from './view-session.ts';

const signInBody = z.strictObject({
  email: text.trim().toLowerCase().min(3).max(254),
  password: z.string().min(1).max(LONGEST_PASSWORD),
});

/** Signing in and out, and what everybody does with their own account: it takes no role. */
export function sessionRoutes(deps: Dependencies): Router {
  const router = Router();
  const { origin } = new URL(deps.publicUrl);
  router.use((request, _response, next) => {
    requireOwnPage(request, origin);
    next();
  });

  router.get('/', async (request, response) => {
    const session = await sessionOf(deps, request);
    response.json(await viewSession(deps, session && session.flowId === null ? session.staff : null));
  });

  router.post('/', async (request, response) => {
    const visitor = visitorOf(request);
    const staff = await checkPassword(deps, parse(signInBody, request.body, 'body'), visitor);
    await leaveOldSession(deps, request);
    const { token, session, location } = await letIn(deps, staff, { ...visitor, by: 'password' });
    setSessionCookie(response, token, session.expiresAt);
    response.json(location === null ? await viewSession(deps, staff) : { location });
  });

  router.delete('/', async (request, response) => {
    await leaveOldSession(deps, request);
    clearSessionCookie(response);
    response.status(204).end();
  });

  router.use(phoneRoutes(deps));
  if (deps.identityProvider) router.use('/oidc', openIdRoutes(deps, deps.identityProvider));
  return router;
}
