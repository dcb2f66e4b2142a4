import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { ApiError, problems } from '#errors';
import type { Log } from '#ports/log.ts';
import { StoreUnavailable } from '#ports/store.ts';
import { requestIdOf } from './request-log.ts';

/** Seconds after which a client may come again when the database is away. */
const STORAGE_RETRY_SECONDS = 2;

/** Writes an RFC 9457 body. The one place that does. */
function sendProblem(response: Response, error: ApiError): void {
  const { status, title } = problems[error.code];
  if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(error.retryAfterSeconds));
  if (status === 401) response.set('WWW-Authenticate', 'Bearer');
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:poundkey:problem:${error.code}`,
        title,
        status,
        detail: error.message,
        code: error.code,
        requestId: requestIdOf(response),
        ...(error.fields.length > 0 && { errors: error.fields }),
      }),
    );
}

/** For addresses that nobody serves. */
export const notFound: RequestHandler = (request, response) => {
  sendProblem(response, new ApiError('not_found', `There is nothing at ${request.method} ${request.path}.`));
};

/** Turns whatever was thrown into an answer; what is not the client's doing is logged, and nothing internal is sent. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (thrown, _request, response, _next) => {
    const error = toApiError(thrown, log);
    // An answer that has begun can only be broken off.
    if (response.headersSent) response.destroy();
    else sendProblem(response, error);
  };
}

function toApiError(thrown: unknown, log: Log): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof StoreUnavailable) {
    log.error('The database does not answer', { cause: causeOf(thrown) });
    return new ApiError('storage_unavailable', 'Nothing was accepted. Try again in a moment.', {
      retryAfterSeconds: STORAGE_RETRY_SECONDS,
    });
  }
  const rejected = bodyProblem(thrown);
  if (rejected) return rejected;
  log.error('An unforeseen error', { error: thrown instanceof Error ? thrown.stack : String(thrown) });
  return new ApiError('internal_error', 'The error has been logged; quote the requestId when you report it.');
}

/** What the body parser throws carries a `type`: https://github.com/expressjs/body-parser#errors. */
function bodyProblem(thrown: unknown): ApiError | null {
  const { type, status } = thrown as { type?: string; status?: number };
  if (type === 'entity.too.large') return new ApiError('body_too_large', 'Send a body of at most 64 KiB.');
  if (type === 'entity.parse.failed') {
    return new ApiError('malformed_json', 'The body could not be read as JSON: check quotes, commas and brackets.');
  }
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return new ApiError('unsupported_media_type', 'Send the body as UTF-8 JSON without content encoding.');
  }
  // A path that is not properly percent-encoded, an aborted or truncated body.
  return status === 400
    ? new ApiError('invalid_request', 'The request could not be read: check its address and body.')
    : null;
}

function causeOf(error: Error): string | undefined {
  return error.cause instanceof Error ? error.cause.message : undefined;
}
