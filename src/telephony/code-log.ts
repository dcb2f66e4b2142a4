import type { Log } from '#ports/log.ts';
import { adviceOfCode, isKnownCode } from '#telephony/carrier-errors.ts';

/**
 * Tells the log what the operator must know of an error that the carrier named: one that this version does not know,
 * and one that goes on until somebody mends it. The rest is the daily life of telephones.
 */
export function logCode(log: Log | undefined, code: number | null): void {
  if (log === undefined || code === null) return;
  const told = adviceOfCode(code);
  if (told?.alarm) log.error(told.advice, { carrierCode: code });
  if (!isKnownCode(code)) log.warn('The carrier named an error that this version does not know', { carrierCode: code });
}
