import type { z } from 'zod';
import type { createdVerification, createVerificationBody, timelineEntry, verification } from '#http/api/schemas.ts';
import { DemoError } from './error.ts';

export type Verification = z.output<typeof verification>;
/** As the answer to its request: in `match` mode with the digits for the screen. */
export type Created = z.output<typeof createdVerification>;
export type Request = z.input<typeof createVerificationBody>;
export type TimelineEntry = z.output<typeof timelineEntry>;

/** A login system: it knows the public API and nothing else. */
export interface Login {
  create(request: Request): Promise<Created>;
  retry(id: string): Promise<Verification>;
  check(id: string, code: string): Promise<Verification>;
  cancel(id: string): Promise<Verification>;
  setPin(userId: string, pin: string): Promise<void>;
  block(userId: string, reason: string): Promise<void>;
  /** Resolves with what a verification is now that it is newer than `version`, or the same after 25 seconds. */
  next(id: string, version: number): Promise<Verification>;
  /** Resolves with what it is once no attempt is under way any more. */
  outcome(id: string): Promise<Verification>;
  timeline(id: string): Promise<TimelineEntry[]>;
}

/** @param url where the service is, without a slash at the end. All methods throw `DemoError` when they are refused. */
export function createLogin(url: string, apiKey: string, signal: AbortSignal): Login {
  const ask = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => {
    const response = await fetch(`${url}/v1${path}`, {
      method,
      signal,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.status === 204) return undefined;
    if (response.ok) return response.json();
    const { detail } = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new DemoError(`The service refused: ${detail ?? `status ${response.status}`}`);
  };
  const one = (id: string) => `/verifications/${id}`;
  const user = (id: string) => `/users/${encodeURIComponent(id)}`;
  const login: Login = {
    create: (request) => ask('POST', '/verifications', request) as Promise<Created>,
    retry: (id) => ask('POST', `${one(id)}/retry`) as Promise<Verification>,
    check: (id, code) => ask('POST', `${one(id)}/check`, { code }) as Promise<Verification>,
    cancel: (id) => ask('POST', `${one(id)}/cancel`) as Promise<Verification>,
    setPin: (userId, pin) => ask('PUT', `${user(userId)}/pin`, { pin }) as Promise<void>,
    block: (userId, reason) => ask('POST', `${user(userId)}/block`, { reason }) as Promise<void>,
    next: (id, version) => ask('GET', `${one(id)}?wait=25&version=${version}`) as Promise<Verification>,
    async outcome(id) {
      let now = (await ask('GET', one(id))) as Verification;
      while (now.status === 'pending') now = await login.next(id, now.version);
      return now;
    },
    timeline: async (id) => ((await ask('GET', `${one(id)}/timeline`)) as { data: TimelineEntry[] }).data,
  };
  return login;
}
