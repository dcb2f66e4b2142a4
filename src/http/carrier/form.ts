import type { FormParameters } from '#ports/carrier-webhooks.ts';

/**
 * Reads a form body as the carrier signed it: decoded once, `+` and `%20` alike, repeated names as arrays
 * (TELEPHONY 16, 19). The order does not matter for the signature.
 */
export function parseForm(body: string): FormParameters {
  const params: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(body)) {
    const before = params[name];
    if (before === undefined) params[name] = value;
    else params[name] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return params;
}
