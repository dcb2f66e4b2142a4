import type { z } from 'zod';
import type { timelineEntry, verification } from '#http/api/schemas.ts';
import { DemoError } from './error.ts';

export type Verification = z.output<typeof verification>;
export type TimelineEntry = z.output<typeof timelineEntry>;

/** A login system: it knows the public API and nothing else. */
export interface Login {
  create(to: string): Promise<Verification>;
  retry(id: string): Promise<Verification>;
  /** Resolves with what a verification is now that it is newer than `version`, or the same after 25 seconds. */
  next(id: string, version: number): Promise<Verification>;
  timeline(id: string): Promise<TimelineEntry[]>;
}

/** @param url where the service is, without a slash at the end. All methods throw `DemoError` when they are refused. */
export function createLogin(url: string, apiKey: string, signal: AbortSignal): Login {
  const ask = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
    const response = await fetch(`${url}/v1/verifications${path}`, {
      method,
      signal,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.ok) return response.json();
    const { detail } = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new DemoError(`The service refused: ${detail ?? `status ${response.status}`}`);
  };
  return {
    create: (to) => ask('POST', '', { to }) as Promise<Verification>,
    retry: (id) => ask('POST', `/${id}/retry`) as Promise<Verification>,
    next: (id, version) => ask('GET', `/${id}?wait=25&version=${version}`) as Promise<Verification>,
    timeline: async (id) => ((await ask('GET', `/${id}/timeline`)) as { data: TimelineEntry[] }).data,
  };
}
