import type { ErrorRequestHandler, Response } from 'express';

/** A refusal in Twilio's own terms. */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The API knows nothing at this path. */
export function notFound(path: string): RestError {
  return new RestError(404, 20404, `The requested resource ${path} was not found`);
}

/** Answers with Twilio's error body. */
function sendError(res: Response, { status, code, message }: RestError): void {
  res.status(status).json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

/** Express's last resort: turns what was thrown into Twilio's error body. */
export const handleError: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) next(error);
  else if (error instanceof RestError) sendError(res, error);
  else if (error?.status >= 400 && error?.status < 500)
    sendError(res, new RestError(error.status, 20001, 'Bad request'));
  else sendError(res, new RestError(500, 20500, 'Internal Server Error'));
};
