import type { HttpClient } from './http-client.ts';

/** What a login looks at. */
export interface Seen {
  id: string;
  status: string;
  reason: string | null;
  version: number;
  attempt: { status: string };
}

/** The API as a login system uses it. Methods throw on any answer but the expected one. */
export interface Login {
  create(to: string): Promise<Seen>;
  /** Reads once, waiting for a version above `version`. */
  poll(seen: Seen): Promise<Seen>;
  /** Reads once, without waiting. */
  read(seen: Seen): Promise<Seen>;
}

const WAIT_SECONDS = 25;

export function createLogin(client: HttpClient, apiKey: string): Login {
  const headers = { authorization: `Bearer ${apiKey}` };
  const json = { ...headers, 'content-type': 'application/json' };
  const get = async (what: string, path: string): Promise<Seen> => {
    const { status, body } = await client.send('GET', path, headers);
    if (status !== 200) throw new Error(`${what}: ${status}`);
    return JSON.parse(body);
  };
  return {
    async create(to) {
      const order = JSON.stringify({ to, userId: `user-${to}`, metadata: { session: to } });
      const { status, body } = await client.send('POST', '/v1/verifications', json, order);
      if (status !== 201) throw new Error(`create: ${status}`);
      return JSON.parse(body);
    },
    poll: ({ id, version }) => get('poll', `/v1/verifications/${id}?wait=${WAIT_SECONDS}&version=${version}`),
    read: ({ id }) => get('read', `/v1/verifications/${id}`),
  };
}
