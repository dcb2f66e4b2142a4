import { timingSafeEqual } from 'node:crypto';
import twilio from 'twilio';

export interface SignedRequest {
  /** The request target as received, with its query string. */
  path: string;
  /** Every form parameter as received: decoded once, repeated names as arrays. */
  params: Readonly<Record<string, string | string[]>>;
  /** The `X-Twilio-Signature` header. */
  signature: string | undefined;
}

export interface SignatureVerifier {
  /** True when the carrier signed this request with one of our tokens. Only form bodies are covered: others must be turned away before. */
  verify(request: SignedRequest): boolean;
  /** The URL that a request for `path` is checked against, to be logged when one fails. */
  signedUrl(path: string): string;
}

/**
 * Checks `X-Twilio-Signature` (https://www.twilio.com/docs/usage/security#validating-requests).
 *
 * URLs are built from `publicUrl` alone, never from Host or X-Forwarded-* headers. `authTokens` are tried
 * in order: the current one, then the one that is being rotated.
 *
 * The HMAC is the package's; its `validateRequest` is not used. That one re-parses the URL and tries six
 * spellings of it before it refuses; here a forgery costs two, and a missing or misshapen signature none.
 *
 * @throws TypeError when `publicUrl` is no http(s) URL, or when there is no token or an empty one, with
 * which anybody could sign.
 */
export function createSignatureVerifier(options: { publicUrl: string; authTokens: string[] }): SignatureVerifier {
  const { authTokens } = options;
  if (authTokens.length === 0 || authTokens.includes('')) throw new TypeError('authTokens must not be empty');
  const { origins, prefix } = splitPublicUrl(options.publicUrl);

  const pathsOf = (received: string): string[] => {
    const path = received.split('#', 1)[0] ?? '';
    // A proxy may pass the prefix of publicUrl on or take it off: a path that begins with it can be either.
    return prefix !== '' && path.startsWith(`${prefix}/`) ? [path, prefix + path] : [prefix + path];
  };

  return {
    verify({ path, params, signature }) {
      if (signature === undefined || !/^[A-Za-z0-9+/]{27}=$/.test(signature) || !path.startsWith('/')) return false;
      const given = Buffer.from(signature);
      return pathsOf(path).some((signed) =>
        authTokens.some((token) =>
          origins.some((origin) => {
            const expected = twilio.getExpectedTwilioSignature(token, origin + signed, params);
            return timingSafeEqual(given, Buffer.from(expected));
          }),
        ),
      );
    },
    signedUrl: (path) => `${origins[0]}${pathsOf(path)[0]}`,
  };
}

/**
 * The spellings of scheme, host and port that Twilio is known to sign, the likeliest first. A port is
 * signed or not depending on the kind of request: over https on 3443, requests for TwiML were signed
 * without it and status callbacks with it (twilio-node #411, twilio-python #402); the package allows for a
 * default port that is signed although the URL has none. A user name and a password are never signed.
 */
function splitPublicUrl(publicUrl: string): { origins: string[]; prefix: string } {
  const parts = /^(https?:\/\/)(?:[^/?#]*@)?(\[[^\]/?#]+\]|[^:/?#@]+)(:\d+)?(\/[^?#]*)?$/i.exec(publicUrl);
  if (!parts) throw new TypeError('publicUrl must be an http or https URL without query and fragment');
  const [, scheme = '', host = '', port = '', path = ''] = parts;
  const defaultPort = scheme.toLowerCase() === 'https://' ? ':443' : ':80';
  return {
    origins: [scheme + host + port, scheme + host + (port === '' ? defaultPort : '')],
    prefix: path.replace(/\/+$/, ''),
  };
}
