import { ApiError } from '#errors';
import { unacceptable } from '#services/refusals.ts';
import { isLocale, locales } from '#twiml/locales.ts';
import { userParameters } from './user-schemas.ts';

/** @throws ApiError `invalid_request` for an id that no user can have. */
export function userIdOf(request: { params: unknown }): string {
  const parsed = userParameters.safeParse(request.params);
  if (parsed.success) return parsed.data.userId;
  const message = 'must be 1 to 200 characters without control characters';
  throw new ApiError('invalid_request', `The userId in the address ${message}.`, {
    fields: [{ path: 'userId', message }],
  });
}

/** @throws ApiError `not_acceptable_value` for a language that is not spoken. */
export function requireLocale(locale: string): void {
  if (!isLocale(locale)) throw unacceptable('locale', `is not spoken here: use one of ${locales.join(', ')}`);
}
