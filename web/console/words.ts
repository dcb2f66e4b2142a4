import type { FoundVerification } from '../../src/http/console/console-api.ts';

export type Status = FoundVerification['status'];
export type Reason = NonNullable<FoundVerification['reason']>;
export type Channel = FoundVerification['channel'];

export const statusWords: Record<Status, string> = {
  pending: 'Under way',
  retry: 'Not verified',
  verified: 'Verified',
  failed: 'Failed',
  expired: 'Expired',
  canceled: 'Canceled',
};

/** Short, for lists: a sentence for each comes with the verification itself. */
export const reasonWords: Record<Reason, string> = {
  no_answer: 'nobody answered',
  busy: 'busy or declined',
  hung_up: 'hung up',
  no_input: 'no key was pressed',
  wrong_key: 'wrong key',
  wrong_digits: 'wrong digits',
  voicemail: 'voicemail answered',
  fax: 'fax machine answered',
  unreachable: 'phone not reachable',
  invalid_number: 'no such number',
  number_blocked: 'number blocked',
  country_blocked: 'country not allowed',
  opted_out: 'opted out of texts',
  call_failed: 'call failed',
  message_undelivered: 'text did not arrive',
  fraud_reported: 'fraud reported',
  user_blocked: 'person blocked',
  too_many_attempts: 'too many attempts',
  too_many_checks: 'too many codes tried',
  wrong_code: 'wrong code',
  carrier_unavailable: 'carrier unavailable',
  carrier_result_unknown: 'carrier did not tell',
  expired: 'time was over',
  canceled: 'canceled',
};

export const channelWords: Record<Channel, string> = { call: 'Call', sms: 'Text message' };

/** Such as "Not verified: nobody answered". */
export function outcomeWords(status: Status, reason: Reason | null): string {
  const same = reason === null || reason === 'canceled' || reason === 'expired';
  return same ? statusWords[status] : `${statusWords[status]}: ${reasonWords[reason]}`;
}

const countries = new Intl.DisplayNames('en', { type: 'region' });
const aCountry = /^[A-Z]{2}$/;
/** @param code ISO 3166-1, such as `US`; anything else where it is not known */
export const countryName = (code: string) => (aCountry.test(code) ? (countries.of(code) ?? code) : 'Not known');

/** Since the beginning, such as "+0.4 s" or "+1 min 05 s". */
export function offsetWords(ms: number): string {
  if (ms < 10_000) return `+${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `+${seconds} s`;
  const [minutes, rest] = [Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0')];
  if (minutes < 60) return `+${minutes} min ${rest} s`;
  return `+${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
