import type { Target } from '../webhooks/client.ts';
import { RestError } from './errors.ts';

/** A form as Express gives it: repeated parameters as lists. */
export type Form = Record<string, string | string[] | undefined>;

/** A parameter's only or last value; empty if it was not sent. */
export function one(form: Form, name: string): string {
  const value = form[name];
  return (Array.isArray(value) ? value.at(-1) : value)?.trim() ?? '';
}

/**
 * Reads a URL and the method that goes with it; null if it was not sent.
 * @throws RestError with `code` if it is none
 */
export function readTarget(form: Form, urlName: string, methodName: string, code: number): Target | null {
  const url = one(form, urlName);
  if (url === '') return null;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw new RestError(400, code, `${urlName} is not a valid URL: ${url}`);
  return { url, method: one(form, methodName).toUpperCase() === 'GET' ? 'GET' : 'POST' };
}

/** A number of seconds, brought within what Twilio allows. */
export function readSeconds(form: Form, name: string, standard: number, low: number, high: number): number {
  const value = one(form, name);
  return /^\d+$/.test(value) ? Math.min(Math.max(Number(value), low), high) : standard;
}
