import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseSetCookie } from 'cookie';
import { Provider } from 'oidc-provider';
import { startTestService, type TestService } from '../support/service.ts';

const CLIENT = { clientId: 'poundkey', clientSecret: 'a secret of the provider and the service' };

export interface OpenIdStage {
  test: TestService;
  /** Whom the provider knows, by what they type there. */
  people: Map<string, { email?: string; email_verified?: boolean }>;
  /** Whether the provider answers. */
  answers: boolean;
  close(): Promise<void>;
}

/** A service, and the OpenID provider at which its staff signs in: the real one, on this machine. */
export async function startOpenIdStage(): Promise<OpenIdStage> {
  const server = createServer((request, response) => {
    if (stage.answers) void callback(request, response);
    else response.socket?.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const test = await startTestService({ staffOidc: { issuer, ...CLIENT }, worker: false });
  const people: OpenIdStage['people'] = new Map();
  const redirect = `${test.url}/console/api/session/oidc/return`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [redirect] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...people.get(accountId) }),
    }),
    // Nobody is asked whether the service may know them: staff works for whoever runs it.
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({
        ...(oidc.session?.accountId && { accountId: oidc.session.accountId }),
        ...(oidc.client && { clientId: oidc.client.clientId }),
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const callback = provider.callback();
  const stage: OpenIdStage = {
    ...{ test, people, answers: true },
    async close() {
      await test.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stage;
}

let browsers = 0;

/**
 * Cookies as one browser has them, at an address of its own. Hosts on this machine share them, whatever their ports:
 * all are sent to all.
 */
export function createJar() {
  const ip = `198.51.100.${++browsers}`;
  const cookies = new Map<string, string>();
  return {
    cookies,
    async go(url: string, init: RequestInit = {}): Promise<Response> {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, {
        ...init,
        redirect: 'manual',
        headers: { cookie, 'x-forwarded-for': ip, ...init.headers },
      });
      for (const line of response.headers.getSetCookie()) {
        const { name, value = '', expires } = parseSetCookie(line);
        if (expires && expires.getTime() <= Date.now()) cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
  };
}

/** Leaves the console for the provider and signs in there. @returns the address that leads back, not yet followed */
export async function signInAtProvider(
  { test }: OpenIdStage,
  jar: ReturnType<typeof createJar>,
  person: string,
): Promise<string> {
  let at = `${test.url}/console/api/session/oidc`;
  for (let hops = 0; hops < 10; hops++) {
    const asksWho = new URL(at).pathname.startsWith('/interaction/');
    const form = { method: 'POST', body: new URLSearchParams({ prompt: 'login', login: person }) };
    const response = await jar.go(at, asksWho ? form : {});
    const location = response.headers.get('location');
    if (location === null) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
    at = new URL(location, at).href;
    if (at.startsWith(`${test.url}/console/api/session/oidc/return`)) return at;
  }
  throw new Error('The provider sends the browser round and round.');
}
