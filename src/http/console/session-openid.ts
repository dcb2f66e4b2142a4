import { type CookieOptions, Router } from 'express';
import { z } from 'zod';
import { ApiError } from '#errors';
import type { IdentityProvider, PendingSignIn } from '#ports/identity-provider.ts';
import { finishOpenId } from '#services/console/openid.ts';
import { letIn } from '#services/console/sign-in.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { cookieOf, hostCookie } from '../flow/own-browser.ts';
import { leaveOldSession, setSessionCookie, visitorOf } from './session-cookie.ts';

/** Lax: it has to come along when the provider sends the person here. */
const PENDING = '__Host-console-openid';
const pendingCookie = { ...hostCookie, sameSite: 'lax' } satisfies CookieOptions;
const PENDING_MS = 10 * 60_000;

const pendingSignIn = z.strictObject({ state: z.string(), nonce: z.string(), codeVerifier: z.string() });

/** Signing in by OpenID Connect. These are addresses that a browser goes to: what went wrong is told to the console. */
export function openIdRoutes(deps: Dependencies, provider: IdentityProvider): Router {
  const router = Router();

  router.get('/', async (_request, response) => {
    const begun = await provider.begin();
    if (!begun) return response.redirect(303, problemAt('unavailable'));
    response.cookie(PENDING, JSON.stringify(begun.pending), { ...pendingCookie, maxAge: PENDING_MS });
    response.redirect(303, begun.location);
  });

  router.get('/return', async (request, response) => {
    const pending = readPending(cookieOf(request, PENDING));
    response.clearCookie(PENDING, pendingCookie);
    const query = new URL(request.originalUrl, deps.publicUrl).searchParams;
    const visitor = visitorOf(request);
    try {
      const result = await finishOpenId(deps, provider, { query, pending }, visitor);
      if (result.outcome !== 'known') return response.redirect(303, problemAt(result.outcome));
      await leaveOldSession(deps, request);
      const { token, session, location } = await letIn(deps, result.staff, { ...visitor, by: 'openid' });
      setSessionCookie(response, token, session.expiresAt);
      response.redirect(303, location ?? '/console/');
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'too_many_requests') throw error;
      response.redirect(303, problemAt('too_many_requests'));
    }
  });
  return router;
}

/** Read by the page of the sign-in. */
function problemAt(problem: 'refused' | 'no_account' | 'unavailable' | 'too_many_requests'): string {
  return `/console/?problem=${problem}`;
}

function readPending(cookie: string | undefined): PendingSignIn | null {
  try {
    return pendingSignIn.parse(JSON.parse(cookie ?? ''));
  } catch {
    return null;
  }
}
