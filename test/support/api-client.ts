import type { z } from 'zod';
import type { timeline, verification } from '#http/api/schemas.ts';

export type VerificationView = z.output<typeof verification>;
type Timeline = z.output<typeof timeline>['data'];

/** The public API as a login system uses it. */
export interface ApiClient {
  /** Any request; the key is sent unless `headers` has another Authorization. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  put(path: string, body: unknown): Promise<Response>;
  /** Creates a verification; fails unless it is accepted. */
  create(body: Record<string, unknown>): Promise<VerificationView>;
  get(id: string, query?: string): Promise<VerificationView>;
  /** Polls as a login does, until `done`. */
  until(id: string, done: (verification: VerificationView) => boolean): Promise<VerificationView>;
  /** Polls until the verification is no longer pending. */
  outcome(id: string): Promise<VerificationView>;
  timeline(id: string): Promise<Timeline>;
}

export function createApiClient(url: string, key: string): ApiClient {
  const client: ApiClient = {
    fetch: (path, init = {}) =>
      fetch(url + path, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } }),
    post: (path, body, headers = {}) =>
      client.fetch(path, {
        method: 'POST',
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    put: (path, body) =>
      client.fetch(path, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    async create(body) {
      const response = await client.post('/v1/verifications', body);
      if (response.status !== 201) throw new Error(`Not accepted: ${response.status} ${await response.text()}`);
      return (await response.json()) as VerificationView;
    },
    async get(id, query = '') {
      return (await (await client.fetch(`/v1/verifications/${id}${query}`)).json()) as VerificationView;
    },
    async until(id, done) {
      let seen = await client.get(id);
      while (!done(seen)) seen = await client.get(id, `?wait=20&version=${seen.version}`);
      return seen;
    },
    outcome: (id) => client.until(id, ({ status }) => status !== 'pending'),
    async timeline(id) {
      const response = await client.fetch(`/v1/verifications/${id}/timeline`);
      return ((await response.json()) as { data: Timeline }).data;
    },
  };
  return client;
}
