import type { ApplicationName, SessionState } from '../../src/http/console/console-api.ts';
import { ask } from '../shared/ask.ts';
import { isAttended } from './attended.ts';

type Query = Record<string, string | number | null | undefined>;

/** Below the console's folder, also from `/console/phone`. */
const at = (path: string, query: Query = {}) => {
  const given = Object.entries(query).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]));
  return `api/${path}${given.length === 0 ? '' : `?${new URLSearchParams(given)}`}`;
};

/** The service's console API, `console-api.ts`. All throw `Problem`. */
export const get = <Answer>(path: string, query?: Query, signal?: AbortSignal) =>
  ask<Answer>('GET', at(path, query), undefined, signal, isAttended() ? {} : { 'Console-Unattended': 'true' });
export const send = <Answer>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: object = {}) =>
  ask<Answer>(method, at(path), body);

export const session = () => get<SessionState>('session');
export const applications = () => get<ApplicationName[]>('applications');
