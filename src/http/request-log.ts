import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Log } from '#ports/log.ts';

/** Runs `work` so that every line logged inside carries `fields`. */
export type InLogContext = (fields: Record<string, unknown>, work: () => void) => void;

const acceptedRequestId = /^[\w.-]{8,64}$/;

/**
 * Gives every request an id (the client's `X-Request-Id` where it sent a sane one), returns it as a header,
 * and logs one line when the request is done. The path is logged without its query: that can hold names.
 */
export function requestLog(log: Log, inLogContext: InLogContext): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const given = request.get('x-request-id');
    const requestId = given && acceptedRequestId.test(given) ? given : randomUUID();
    response.locals.requestId = requestId;
    response.set('X-Request-Id', requestId);
    const { method } = request;
    const path = loggable(request.path);
    response.once('close', () => {
      log.info('request', {
        requestId,
        method,
        path,
        status: response.writableFinished ? response.statusCode : 'aborted',
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
        ...response.locals.logged,
      });
    });
    inLogContext({ requestId }, next);
  };
}

/** The last part of these addresses opens what it names: it is as good as a key. In whatever case, as routes are found. */
function loggable(path: string): string {
  return path.replace(/^(\/greetings\/preview|\/recordings|\/flow\/open)\/.+$/i, '$1/…');
}

/** Adds fields to the request's line. */
export function alsoLog(response: Response, fields: Record<string, unknown>): void {
  response.locals.logged = { ...response.locals.logged, ...fields };
}

export function requestIdOf(response: Response): string {
  return String(response.locals.requestId);
}
