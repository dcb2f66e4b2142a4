import { z } from 'zod';

/** Longer than any answer takes: a person waits behind this, and a sign-in page that hangs helps nobody. */
const TIMEOUT_MS = 10_000;

/** The service refused: it was asked for something that is not possible, or not possible now. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** Stable, for programs: what to do is decided by it, never by the message. */
  readonly code: string;
  readonly retryAfterSeconds: number | null;
  constructor(status: number, code: string, detail: string, retryAfterSeconds: number | null) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The service did not answer, or not as agreed. Whoever was being verified is not. */
export class ApiUnavailable extends Error {
  override readonly name = 'ApiUnavailable';
}

const flow = z.object({ id: z.string(), url: z.url({ protocol: /^https?$/ }) });
const completion = z.object({
  verified: z.literal(true),
  userId: z.string(),
  amr: z.array(z.string()),
  method: z.string(),
  verifiedAt: z.coerce.date(),
});
const user = z.object({
  block: z.object({ reason: z.string(), endsAt: z.coerce.date() }).nullable(),
  bypass: z.object({ reason: z.string(), endsAt: z.coerce.date() }).nullable(),
});
const verifications = z.object({
  data: z.array(
    z.object({
      createdAt: z.coerce.date(),
      channel: z.string(),
      to: z.string(),
      purpose: z.string(),
      status: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});
const appPasswordCheck = z.object({ verified: z.boolean(), appPassword: z.object({ name: z.string() }).nullable() });
const problem = z.object({ code: z.string(), detail: z.string() });

export type UserView = z.output<typeof user>;
export type VerificationView = z.output<typeof verifications>['data'][number];

/** What a visit to the hosted pages is opened with. */
export interface FlowRequest {
  userId: string;
  kind: 'signin' | 'account';
  returnUrl: string;
  reauthenticateUrl: string;
  /** For how many days the person may have this browser remembered. */
  rememberDays: number;
}

/** The part of the public API that this login system uses. */
export type Api = ReturnType<typeof createApi>;

/**
 * All methods throw `ApiProblem` when the service refuses, and `ApiUnavailable` when it is away.
 * @param url where the service is, such as `https://verify.example.com`
 * @param apiKey stays on this server: a browser never sees it.
 */
export function createApi(url: string, apiKey: string) {
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw new ApiUnavailable(`${method} ${path} was not answered.`, { cause: error });
    });
    if (response.status === 204) return undefined;
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    const refusal = problem.safeParse(answer);
    if (response.status >= 500 || !refusal.success) {
      throw new ApiUnavailable(`${method} ${path} was answered with status ${response.status}.`);
    }
    const wait = response.headers.get('retry-after');
    throw new ApiProblem(response.status, refusal.data.code, refusal.data.detail, wait === null ? null : Number(wait));
  };
  const read = <T extends z.ZodType>(schema: T, answer: unknown): z.output<T> => {
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new ApiUnavailable('The answer was not what was agreed.', { cause: parsed.error });
  };
  // Ids are whatever the other side made: they must not be able to change the path.
  const at = (strings: TemplateStringsArray, ...ids: string[]) =>
    String.raw({ raw: strings }, ...ids.map(encodeURIComponent));

  return {
    /** Tells what the person is called. The user is made by it if there is none. */
    async putUser(userId: string, fields: { displayName: string }): Promise<void> {
      await ask('PUT', at`/users/${userId}`, fields);
    },
    getUser: async (userId: string) => read(user, await ask('GET', at`/users/${userId}`)),
    openFlow: async (request: FlowRequest) => read(flow, await ask('POST', '/flows', request)),
    /** Exchanges the code that a browser brought. It works once, and only for the login system that opened the flow. */
    completeFlow: async (flowId: string, code: string) =>
      read(completion, await ask('POST', at`/flows/${flowId}/complete`, { code })),
    /** Says that the password was given again. @returns where the browser goes on */
    reauthenticated: async (flowId: string, token: string) => {
      const next = z.object({ continueUrl: z.url({ protocol: /^https?$/ }) });
      return read(next, await ask('POST', at`/flows/${flowId}/reauthenticate`, { token })).continueUrl;
    },
    verifyAppPassword: async (userId: string, password: string) =>
      read(appPasswordCheck, await ask('POST', '/app-passwords/verify', { userId, password })),
    /** Newest first. */
    verificationsOf: async (userId: string, limit: number) =>
      read(verifications, await ask('GET', `/verifications?${new URLSearchParams({ userId, limit: String(limit) })}`))
        .data,
    /** The person must set up a phone again, and has nothing left that stands in for it. */
    async reset(userId: string): Promise<void> {
      await ask('POST', at`/users/${userId}/reset`, { factors: true, appPasswords: true, rememberedDevices: true });
    },
    /** The next sign-in within this time needs no phone. */
    async bypass(userId: string, seconds: number, reason: string): Promise<void> {
      await ask('POST', at`/users/${userId}/bypass`, { seconds, reason });
    },
    async block(userId: string, reason: string): Promise<void> {
      await ask('POST', at`/users/${userId}/block`, { reason });
    },
    async unblock(userId: string): Promise<void> {
      await ask('DELETE', at`/users/${userId}/block`);
    },
  };
}
