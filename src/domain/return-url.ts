/** The URLs on this machine: nobody on the network can listen there, so that they need no TLS. */
const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Browsers drop some of these and read others as something else, each in a way that a reader does not see. */
const confusing = /[\s\\\p{C}]/u;

/**
 * Says what keeps a URL from being registered as one that browsers may be sent to, to be read after the name of what
 * was given; null when nothing does.
 */
export function registrable(url: string): string | null {
  const parsed = parse(url);
  if (typeof parsed === 'string') return parsed;
  if (url.includes('?')) return 'must have no query: any query is allowed later';
  if (url.includes('*')) return 'must have no *: each URL is registered by itself';
  if (parsed.protocol === 'http:' && !isLoopback(parsed)) {
    return 'must use https; http is for this machine alone, such as http://localhost:4000/';
  }
  return null;
}

/**
 * Whether a browser may be sent to a URL: scheme, host, port and path are those of a registered one, the query is free.
 * A registered URL on loopback stands for every port, since programs take whichever is free (RFC 8252, section 7.3).
 * @param url as it came, of any form
 * @param registered URLs without query, as `registrable` lets them pass
 * @param options.loopback whether every URL on loopback is allowed: only where the service itself is there
 */
export function isRegistered(url: string, registered: readonly string[], options: { loopback: boolean }): boolean {
  const parsed = parse(url);
  if (typeof parsed === 'string') return false;
  if (options.loopback && isLoopback(parsed)) return true;
  return registered.some((each) => placeOf(new URL(each)) === placeOf(parsed));
}

/** All that must be the same. */
function placeOf(url: URL): string {
  return `${url.protocol}//${isLoopback(url) ? url.hostname : url.host}${url.pathname}`;
}

function isLoopback({ hostname }: URL): boolean {
  return loopbackHost.test(hostname);
}

/** The URL, or what is wrong with it. Passes only what says itself where a browser would go, read in whatever way. */
function parse(text: string): URL | string {
  if (confusing.test(text)) return 'must have no spaces, backslashes and invisible characters';
  if (!/^https?:\/\//.test(text)) return 'must begin with https://';
  const url = URL.parse(text);
  if (url === null) return 'must be a URL such as https://login.example.com/mfa/return';
  if (text.includes('#')) return 'must have no fragment (#)';
  const written = text.replace(/\?.*/, '');
  if (/^https?:\/\/[^/]*@/.test(written)) return 'must have no user name and no password';
  if (url.hostname.endsWith('.')) return 'must have no dot at the end of its host';
  const plain = url.origin + url.pathname;
  if (written !== plain && `${written}/` !== plain) return `must be written as browsers do: ${plain}`;
  return url;
}
