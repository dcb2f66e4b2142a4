import { ApiError } from '#errors';

/** The one answer for an id that is unknown and for an id of another application. */
export function noSuchVerification(): ApiError {
  return new ApiError('not_found', 'There is no verification with this id.');
}

/** @param message read after the field's name: "is not …", "can only be …" */
export function unacceptable(path: string, message: string): ApiError {
  return new ApiError('not_acceptable_value', `The field ${path} ${message}.`, { fields: [{ path, message }] });
}

/** The number is left alone until then. */
export function tooSoon(until: Date, now: Date): ApiError {
  const retryAfterSeconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  return new ApiError(
    'too_many_requests',
    `This number was called or texted a moment ago: try again in ${retryAfterSeconds} seconds.`,
    { retryAfterSeconds },
  );
}
