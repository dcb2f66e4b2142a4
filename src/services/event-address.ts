import ipaddr from 'ipaddr.js';

/** Global unicast: all else of IPv6 is for somebody's own network, or not given out. RFC 4291, section 2.4. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Answers inside of virtual machines with secrets of theirs, though it looks public (Azure's WireServer). */
const METADATA = new Set(['168.63.129.16']);

/** The host of an address of the web, IPv6 without its brackets. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** Whether the application may have endpoints on this host wherever it is, and without TLS. */
function isAllowed(url: URL, allowedHosts: readonly string[]): boolean {
  return allowedHosts.includes(hostOf(url));
}

/**
 * Whether everybody can reach an IP address: not loopback, private, link-local (where clouds keep metadata), shared by
 * a carrier, multicast, reserved or unspecified, also not wrapped in IPv6.
 */
export function isPublicAddress(ipAddress: string): boolean {
  if (!ipaddr.isValid(ipAddress)) return false;
  const address = ipaddr.process(ipAddress);
  if (METADATA.has(address.toString()) || address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST);
}

/**
 * Whom a request to this address of the web may connect to.
 * @param allowedHosts names, or IP addresses as they stand in the URL: these may be anywhere.
 */
export function reachableFrom(url: string, allowedHosts: readonly string[]): (ipAddress: string) => boolean {
  return isAllowed(new URL(url), allowedHosts) ? () => true : isPublicAddress;
}

/** Says what is wrong with an endpoint's address; null when events may go there. Names are looked up when they do. */
export function addressProblem(url: string, allowedHosts: readonly string[]): string | null {
  const address = new URL(url);
  if (address.username || address.password) return 'must not hold a user name or a password: use the signature';
  if (isAllowed(address, allowedHosts)) return null;
  if (address.protocol !== 'https:') return 'must begin with https://, unless an operator has allowed its host';
  const host = hostOf(address);
  if (ipaddr.isValid(host) && !isPublicAddress(host))
    return 'is not a public address: use one that is, or ask an operator to allow its host';
  return null;
}
