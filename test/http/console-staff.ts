import { parseSetCookie } from 'cookie';
import { v7 as uuidv7 } from 'uuid';
import type { Role } from '#domain/staff.ts';
import type { StaffRecord } from '#ports/staff.ts';
import { openSession } from '#services/console/sessions.ts';
import type { TestService } from '../support/service.ts';

/** A console in a browser, without its pages: it has the session's cookie, and says where its requests come from. */
export interface StaffClient {
  staff: StaffRecord;
  /** As a `Cookie` header has it. */
  cookie: string;
  /** Any request below `/console/api`. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  get(path: string): Promise<Response>;
  post(path: string, body?: unknown): Promise<Response>;
  put(path: string, body: unknown): Promise<Response>;
  patch(path: string, body: unknown): Promise<Response>;
  delete(path: string): Promise<Response>;
  /** The JSON of an answer. Fails unless it is one of success. */
  read<T>(path: string): Promise<T>;
}

export type StaffOptions = Partial<Pick<StaffRecord, 'email' | 'displayName' | 'passwordHash' | 'phoneRequired'>> & {
  /** The name of the one application whose things are seen. */
  application?: string;
};

/** An account, not signed in. */
export async function createStaff(
  { service: { deps } }: Pick<TestService, 'service'>,
  role: Role,
  { application, ...more }: StaffOptions = {},
): Promise<StaffRecord> {
  const limitedTo = application === undefined ? null : await deps.applications.findByName(application);
  if (limitedTo === undefined) throw new Error(`There is no application ${application}.`);
  const id = uuidv7();
  const staff: StaffRecord = {
    ...{ id, email: `${role}.${id}@acme.example`, displayName: `Some ${role}`, role },
    ...{ applicationId: limitedTo?.id ?? null, passwordHash: null, oidcSubject: null, phoneRequired: false },
    ...{ createdAt: deps.clock.now(), disabledAt: null, ...more },
  };
  if (!(await deps.staff.create(staff))) throw new Error(`There is an account ${staff.email} already.`);
  return staff;
}

/** Somebody with this role who has just signed in. */
export async function signInStaff(
  test: Pick<TestService, 'service' | 'url'>,
  role: Role,
  options: StaffOptions = {},
): Promise<StaffClient> {
  const staff = await createStaff(test, role, options);
  const { token } = await openSession(test.service.deps, staff, { flowId: null, userAgent: 'Firefox/140.0 Linux' });
  return createStaffClient(test.url, staff, `__Host-console=${token}`);
}

export function createStaffClient(url: string, staff: StaffRecord, cookie: string): StaffClient {
  const send = (method: string) => (path: string, body?: unknown) =>
    client.fetch(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const client: StaffClient = {
    ...{ staff, cookie },
    fetch: (path, init = {}) =>
      fetch(`${url}/console/api${path}`, {
        redirect: 'manual',
        ...init,
        headers: {
          cookie,
          ...((init.method ?? 'GET') !== 'GET' && { origin: new URL(url).origin }),
          ...(init.body !== undefined && { 'content-type': 'application/json' }),
          ...init.headers,
        },
      }),
    get: (path) => client.fetch(path),
    ...{ post: send('POST'), put: send('PUT'), patch: send('PATCH'), delete: send('DELETE') },
    async read<T>(path: string) {
      const response = await client.get(path);
      if (!response.ok) throw new Error(`Not answered: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
  };
  return client;
}

/** The session's cookie of an answer, as a `Cookie` header has it. */
export function cookieIn(response: Response): string {
  const cookies = response.headers.getSetCookie().map((line) => parseSetCookie(line));
  const session = cookies.find(({ name }) => name === '__Host-console');
  if (!session) throw new Error('The answer opens no session.');
  return `${session.name}=${session.value}`;
}
