import type { RequestHandler, Response } from 'express';
import type { ApplicationRecord } from '#ports/store.ts';
import type { Authenticate } from '#services/applications.ts';
import { alsoLog } from '../request-log.ts';

/** Lets in who has an API key in force; `applicationOf` tells the application from here on. */
export function authenticated(authenticate: Authenticate): RequestHandler {
  return async (request, response, next) => {
    const application = await authenticate(request.get('authorization'));
    response.locals.application = application;
    // People, links and passwords: nothing on the way keeps them.
    response.set('Cache-Control', 'no-store');
    alsoLog(response, { application: application.name });
    next();
  };
}

/** Whose key came with the request. */
export function applicationOf(response: Response): ApplicationRecord {
  return response.locals.application;
}
