import type { RequestHandler } from 'express';
import type { Authenticate } from '#services/applications.ts';
import { alsoLog } from '../request-log.ts';

/** Lets in who has an API key in force; the application is in `response.locals.application` from here on. */
export function authenticated(authenticate: Authenticate): RequestHandler {
  return async (request, response, next) => {
    const application = await authenticate(request.get('authorization'));
    response.locals.application = application;
    alsoLog(response, { application: application.name });
    next();
  };
}
