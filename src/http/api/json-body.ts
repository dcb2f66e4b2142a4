import { json, type RequestHandler } from 'express';
import { ApiError } from '#errors';

const parseJson = json({ limit: 64 * 1024, type: () => true });

/** Reads a JSON body of at most 64 KiB. A POST without a body is taken as `{}`; another type than JSON is refused unread. */
export const jsonBody: RequestHandler = (request, response, next) => {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody) {
    request.body = {};
    next();
  } else if (!request.is('application/json')) {
    next(
      new ApiError('unsupported_media_type', 'Send the body as JSON with the header Content-Type: application/json.'),
    );
  } else {
    parseJson(request, response, next);
  }
};
