import * as openid from 'openid-client';
import type { IdentityOutcome, IdentityProvider } from '#ports/identity-provider.ts';
import type { Log } from '#ports/log.ts';

export interface OpenIdSettings {
  /** https, or http on this machine. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Registered at the provider. */
  redirectUri: string;
}

/** Code flow with PKCE, state and nonce. The provider is asked about itself when it is first needed. */
export function createOpenIdProvider(
  { issuer, clientId, clientSecret, redirectUri }: OpenIdSettings,
  log: Log,
): IdentityProvider {
  let known: Promise<openid.Configuration> | undefined;
  const discover = () => {
    const server = new URL(issuer);
    // Only on this machine; the settings let no other http pass.
    const execute = server.protocol === 'http:' ? [openid.allowInsecureRequests] : [];
    const discovered = openid.discovery(server, clientId, undefined, authentication(clientSecret), { execute });
    // One that fails is no reason to fail the next.
    discovered.catch(() => (known = undefined));
    known = discovered;
    return known;
  };
  const configuration = () => known ?? discover();
  const failed = (error: unknown) => {
    const { name, code, message } = error as Error & { code?: string };
    log.warn('The OpenID provider let nobody in', { error: `${name}: ${message}`, code });
  };

  return {
    async begin() {
      try {
        const provider = await configuration();
        const codeVerifier = openid.randomPKCECodeVerifier();
        const pending = { state: openid.randomState(), nonce: openid.randomNonce(), codeVerifier };
        const location = openid.buildAuthorizationUrl(provider, {
          ...{ redirect_uri: redirectUri, scope: 'openid email', state: pending.state, nonce: pending.nonce },
          code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
        });
        return { location: location.href, pending };
      } catch (error) {
        failed(error);
        return null;
      }
    },
    async finish(query, { state, nonce, codeVerifier }) {
      try {
        const provider = await configuration();
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier };
        const tokens = await openid.authorizationCodeGrant(provider, backAt(redirectUri, query), {
          ...{ ...checks, idTokenExpected: true },
        });
        const claims = tokens.claims();
        if (!claims) return { outcome: 'refused' };
        // Where the provider keeps the address out of the token, it tells it here.
        const about = claims.email ? claims : await openid.fetchUserInfo(provider, tokens.access_token, claims.sub);
        const email = about.email_verified === true && typeof about.email === 'string' ? about.email : null;
        // A subject is only one person's within its provider.
        const subject = `${claims.iss} ${claims.sub}`;
        return { outcome: 'identified', identity: { subject, verifiedEmail: email?.toLowerCase() ?? null } };
      } catch (error) {
        failed(error);
        return { outcome: isRefusal(error) ? 'refused' : 'unavailable' } satisfies IdentityOutcome;
      }
    },
  };
}

function backAt(redirectUri: string, query: URLSearchParams): URL {
  const url = new URL(redirectUri);
  url.search = query.toString();
  return url;
}

/** As OpenID Connect Discovery has it: `client_secret_basic` unless the provider names others only. */
function authentication(clientSecret: string): openid.ClientAuth {
  const [basic, post] = [openid.ClientSecretBasic(clientSecret), openid.ClientSecretPost(clientSecret)];
  return (provider, ...rest) => {
    const methods = provider.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return methods.includes('client_secret_basic') ? basic(provider, ...rest) : post(provider, ...rest);
  };
}

/** What was brought back is wrong, or the provider says so; anything else is about reaching it. */
function isRefusal(error: unknown): boolean {
  if (error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError) return true;
  return (
    error instanceof openid.ClientError &&
    error.code !== 'OAUTH_TIMEOUT' &&
    error.code !== 'OAUTH_RESPONSE_IS_NOT_CONFORM'
  );
}
