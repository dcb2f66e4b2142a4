import { type CarrierErrorRow, findCarrierError } from '#domain/carrier-error-table.ts';
import type { Channel, Reason } from '#domain/verification.ts';
import type { PlaceOutcome } from '#ports/carrier.ts';

/** An answer outside 2xx, reduced to what may be logged: Twilio's messages hold full phone numbers and stay behind. */
export interface Refusal {
  httpStatus: number;
  carrierCode: number | null;
  retryAfterMs: number | null;
}

/** What an order that was refused for no reason in the table counts as. */
const unnamedReason: Record<Channel, Reason> = { call: 'call_failed', sms: 'message_undelivered' };

/** For answers that carry no code we know, as other hosts and proxies send them. */
const codeOfStatus: Readonly<Record<number, number>> = { 401: 20003, 404: 20404, 429: 20429 };

/** Whether the table has the code. One that it lacks belongs in the log, so that it can be added. */
export function isKnownCode(code: number): boolean {
  return findCarrierError(code) !== null;
}

/** Why a call or message ended whose callback or record names this code; null when the table names no reason. */
export function reasonOfCode(code: number | null): Reason | null {
  return (code === null ? null : findCarrierError(code)?.reason) ?? null;
}

/** What to tell the operator about a code, and whether to wake them; null when the table lacks the code. */
export function adviceOfCode(code: number): Pick<CarrierErrorRow, 'advice' | 'alarm'> | null {
  const row = findCarrierError(code);
  return row === null ? null : { advice: row.advice, alarm: row.alarm };
}

/** The row that decides about a refusal, or null when neither its code nor its HTTP status is in the table. */
function carrierErrorOf(refusal: Refusal): CarrierErrorRow | null {
  const ofCode = refusal.carrierCode === null ? null : findCarrierError(refusal.carrierCode);
  return ofCode ?? findCarrierError(codeOfStatus[refusal.httpStatus] ?? Number.NaN);
}

/**
 * What a refused order means. A 5xx, a redirect and 408 say nothing about whether it was carried out, whatever
 * code comes with them. Any other answer is a refusal, and a phone has certainly not rung.
 */
export function outcomeOfRefusal(refusal: Refusal, channel: Channel): PlaceOutcome {
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
      return { outcome: 'rejected', reason: row?.reason ?? unnamedReason[channel], carrierCode };
  }
}

/** Our words for the log: HTTP status and code, nothing that the carrier wrote. */
export function describeRefusal({ httpStatus, carrierCode }: Refusal): string {
  return `the carrier answered HTTP ${httpStatus}${carrierCode === null ? '' : ` with code ${carrierCode}`}`;
}
