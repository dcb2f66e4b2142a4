import type { Reason } from '#domain/verification.ts';
import type { PlaceCallOutcome } from '#ports/carrier.ts';

/** Who can make a later try succeed: us by waiting, the person by asking again, the operator by mending something, or nobody. */
export type MayRetry = 'service' | 'person' | 'operator' | 'nobody';

/** One error of the carrier. The table of these is what the code decides by and what the documentation is generated from. */
export interface CarrierErrorRow {
  /** Twilio's error code, from https://www.twilio.com/docs/api/errors. */
  code: number;
  outcome: 'rejected' | 'throttled' | 'unavailable';
  /** What the client of the API sees; null where the call is not lost yet. */
  reason: Reason | null;
  mayRetry: MayRetry;
  /** Nothing will work until somebody mends it: wake the operator. */
  alarm: boolean;
  /** One sentence for the operator. */
  advice: string;
}

/** An answer outside 2xx, reduced to what may be logged: Twilio's messages hold full phone numbers and stay behind. */
export interface Refusal {
  httpStatus: number;
  carrierCode: number | null;
  retryAfterMs: number | null;
}

const rejected = (
  code: number,
  reason: Reason,
  mayRetry: MayRetry,
  advice: string,
  alarm = false,
): CarrierErrorRow => ({
  code,
  outcome: 'rejected',
  reason,
  mayRetry,
  alarm,
  advice,
});
const alarming = (code: number, advice: string): CarrierErrorRow => ({
  code,
  outcome: 'unavailable',
  reason: null,
  mayRetry: 'operator',
  alarm: true,
  advice,
});

/** Sorted by code. Codes are matched, never messages: one code comes with several texts. */
export const carrierErrors: readonly CarrierErrorRow[] = [
  rejected(
    11205,
    'call_failed',
    'operator',
    'The carrier could not connect to PUBLIC_URL: check that it is reachable from the internet over TLS.',
    true,
  ),
  rejected(
    13224,
    'unreachable',
    'person',
    'The carrier cannot deliver calls to this number, or a network on the way failed.',
  ),
  rejected(13227, 'country_blocked', 'operator', 'Voice geographic permissions of the account exclude this country.'),
  alarming(20003, 'The carrier turned our credentials down: check the account SID, the auth token or the API key.'),
  alarming(20005, 'The account is not active: see the carrier console for why it was suspended or closed.'),
  alarming(20404, 'The carrier knows no such account: check TWILIO_ACCOUNT_SID and TWILIO_API_BASE_URL.'),
  {
    code: 20429,
    outcome: 'throttled',
    reason: null,
    mayRetry: 'service',
    alarm: false,
    advice: 'Too many requests at once: lower CALLS_PER_SECOND, or ask the carrier for a higher limit.',
  },
  rejected(21203, 'country_blocked', 'operator', 'International calling is not enabled for the account.'),
  alarming(21205, 'The carrier does not accept a URL of ours: PUBLIC_URL must be one that the internet can reach.'),
  alarming(21210, 'TWILIO_FROM_NUMBER is neither a number of the account nor a verified caller ID.'),
  rejected(21211, 'invalid_number', 'nobody', 'The number is not a valid phone number.'),
  alarming(21212, 'TWILIO_FROM_NUMBER is not a valid caller ID.'),
  rejected(21214, 'unreachable', 'person', 'The carrier finds no route to this number at present.'),
  rejected(21215, 'country_blocked', 'operator', 'Voice geographic permissions of the account exclude this country.'),
  rejected(21216, 'number_blocked', 'nobody', "The number is on the carrier's block list."),
  rejected(21217, 'invalid_number', 'nobody', 'The number does not appear to be valid.'),
  rejected(
    21219,
    'number_blocked',
    'operator',
    'A trial account calls verified numbers only: verify this one in the carrier console, or upgrade.',
  ),
  rejected(21610, 'opted_out', 'nobody', 'The recipient has opted out of messages and must text START to return.'),
];

const byCode = new Map(carrierErrors.map((row) => [row.code, row]));

/** For answers that carry no code we know, as other hosts and proxies send them. */
const codeOfStatus: Readonly<Record<number, number>> = { 401: 20003, 404: 20404, 429: 20429 };

/** The row that decides about a refusal, or null when neither its code nor its HTTP status is in the table. */
function carrierErrorOf(refusal: Refusal): CarrierErrorRow | null {
  const ofCode = refusal.carrierCode === null ? undefined : byCode.get(refusal.carrierCode);
  return ofCode ?? byCode.get(codeOfStatus[refusal.httpStatus] ?? Number.NaN) ?? null;
}

/**
 * What a refused order means. A 5xx, a redirect and 408 say nothing about whether a call was made, whatever
 * code comes with them. Any other answer is a refusal, and a phone has certainly not rung.
 */
export function outcomeOfRefusal(refusal: Refusal): PlaceCallOutcome {
  const { httpStatus, carrierCode, retryAfterMs } = refusal;
  if (httpStatus < 400 || httpStatus >= 500 || httpStatus === 408) {
    return { outcome: 'unknown', detail: describeRefusal(refusal) };
  }
  const row = carrierErrorOf(refusal);
  switch (row?.outcome) {
    case 'throttled':
      return { outcome: 'throttled', retryAfterMs };
    case 'unavailable':
      return { outcome: 'unavailable', detail: `${describeRefusal(refusal)}: ${row.advice}` };
    default:
      return { outcome: 'rejected', reason: row?.reason ?? 'call_failed', carrierCode };
  }
}

/** Our words for the log: HTTP status and code, nothing that the carrier wrote. */
export function describeRefusal({ httpStatus, carrierCode }: Refusal): string {
  return `the carrier answered HTTP ${httpStatus}${carrierCode === null ? '' : ` with code ${carrierCode}`}`;
}
