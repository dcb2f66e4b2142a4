import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, Router } from 'express';
import { administratorRoutes } from './administrator.ts';
import { createApi } from './api.ts';
import { atOwnHost, headers } from './edge.ts';
import { errorPages } from './error-pages.ts';
import type { Scene } from './layout.ts';
import { createLinks } from './links.ts';
import { mailRoutes } from './mail.ts';
import { messagePage } from './pages.ts';
import { portalRoutes } from './portal.ts';
import { reauthenticateRoutes } from './reauthenticate.ts';
import { type Contoso, sceneOf } from './scene.ts';
import { createSessions, sameSecret } from './sessions.ts';
import { signInRoutes } from './sign-in.ts';
import { createPasswordCheck } from './users.ts';

export interface ContosoOptions {
  /** Where browsers find this portal, path included. */
  ownUrl: string;
  /** Where this server finds the verification service. */
  apiUrl: string;
  /** Where browsers find its hosted pages. */
  pagesUrl: string;
  apiKey: string;
  /** A simulated telephone to point people to. */
  phoneUrl?: string;
  /** Takes what went wrong, in a line without secrets. */
  log(line: string): void;
}

/** The whole portal, to be mounted at the path of `ownUrl`. */
export function contosoRoutes({ ownUrl, apiUrl, pagesUrl, apiKey, phoneUrl, log }: ContosoOptions): Router {
  const contoso: Contoso = {
    api: createApi(apiUrl, apiKey),
    sessions: createSessions(new URL(ownUrl).protocol === 'https:'),
    checkPassword: createPasswordCheck(),
    links: createLinks(ownUrl, phoneUrl ?? null),
  };
  const router = Router();
  router.use(headers(new URL(pagesUrl).origin));
  for (const file of ['style.css', 'icon.svg']) {
    router.get(`/${file}`, (_request, response) => response.sendFile(fileURLToPath(new URL(file, import.meta.url))));
  }
  router.use(
    atOwnHost(ownUrl),
    express.urlencoded({ extended: false, limit: '8kb' }),
    withScene(contoso),
    onlyOwnForms,
  );
  router.use(signInRoutes(contoso), portalRoutes(contoso));
  router.use('/reauthenticate', reauthenticateRoutes(contoso));
  router.use('/mail', mailRoutes(contoso));
  router.use('/administrator', administratorRoutes(contoso));
  router.use((_request, response) => {
    response.status(404).send(messagePage(sceneOf(response), 'Not found', 'There is no such page.'));
  });
  router.use(errorPages(contoso, log));
  return router;
}

function withScene({ sessions, links }: Contoso): RequestHandler {
  return (request, response, next) => {
    // What stands on these pages is one person's, and the way back must not show it after they signed out.
    response.set('Cache-Control', 'no-store').type('html');
    const session = sessions.of(request, response);
    response.locals.scene = { links, session, notice: request.query.notice } satisfies Scene;
    next();
  };
}

/** Refuses forms that another site made a browser send, and those of a session that is over. */
const onlyOwnForms: RequestHandler = (request, response, next) => {
  const scene = sceneOf(response);
  const given: unknown = request.body?.csrf;
  const own = typeof given === 'string' && sameSecret(given, scene.session.csrfToken);
  if (request.method === 'GET' || request.method === 'HEAD' || own) {
    next();
    return;
  }
  const sentence = 'This page was open for too long, or was not made for you. Go to the portal and try again.';
  response.status(403).send(messagePage(scene, 'Please try again', sentence));
};
