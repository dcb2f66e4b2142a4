import { randomBytes } from 'node:crypto';

/** A SID in Twilio's form: two letters and 32 hex digits. */
export function newSid(prefix: 'CA' | 'SM'): string {
  return prefix + randomBytes(16).toString('hex');
}

/** RFC 2822 with a numeric zone, as Twilio writes every date: `Tue, 31 Aug 2010 20:36:28 +0000`. */
export function rfc2822(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}
