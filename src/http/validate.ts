import type { z } from 'zod';
import { ApiError, type FieldError } from '#errors';

/**
 * Parses what came from outside.
 * @throws ApiError `invalid_request` that names every field that is wrong.
 */
export function parse<T extends z.ZodType>(schema: T, value: unknown, what: 'body' | 'query'): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap(toFieldErrors);
  const names = [...new Set(fields.map(({ path }) => path || 'the whole'))].join(', ');
  throw new ApiError('invalid_request', `The ${what} is not right: see errors for ${names}.`, { fields });
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      message: 'is not a field of this request',
    }));
  }
  return [{ path, message: issue.message }];
}
