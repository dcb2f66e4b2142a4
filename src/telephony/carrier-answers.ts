import type { Channel } from '#domain/verification.ts';
import { CarrierUnavailable, type PlaceOutcome } from '#ports/carrier.ts';
import type { Log } from '#ports/log.ts';
import { sidSchema } from '#telephony/call-parameters.ts';
import { CarrierFailure, outcomeOfFailure } from '#telephony/carrier-failure.ts';
import { logCode } from '#telephony/code-log.ts';

/** Twilio's "not found", and ours for a 404 without a code. */
export const unknownToCarrier = 20404;

/** Sends an order and says what became of it; never throws. `send` is the one request that may reach a phone. */
export async function place(channel: Channel, send: () => Promise<{ sid: unknown }>, log?: Log): Promise<PlaceOutcome> {
  try {
    const sid = sidSchema.safeParse((await send()).sid);
    if (sid.success) return { outcome: 'placed', sid: sid.data };
    return { outcome: 'unknown', detail: `the carrier took the order and named no ${nouns[channel]}` };
  } catch (error) {
    // A fault of the package, before or after sending. Its text may quote the answer: not repeated here.
    if (!(error instanceof CarrierFailure)) return { outcome: 'unknown', detail: 'the carrier library failed' };
    const outcome = outcomeOfFailure(error.failure, channel);
    if (outcome.outcome === 'rejected') logCode(log, outcome.carrierCode);
    return outcome;
  }
}

const nouns: Record<Channel, string> = { call: 'call', sms: 'message' };

/** Turns a refusal with one of these codes into that code, and every other failure into `CarrierUnavailable`. */
export function tolerate(...codes: number[]): (error: unknown) => number {
  return (error) => {
    const refusal = error instanceof CarrierFailure && error.failure.kind === 'refused' ? error.failure.refusal : null;
    const code = refusal?.httpStatus === 404 ? unknownToCarrier : refusal?.carrierCode;
    if (code !== undefined && code !== null && codes.includes(code)) return code;
    return unavailable(error);
  };
}

/** The library's own errors are replaced: their texts may quote what the carrier sent. */
export function unavailable(error: unknown): never {
  throw new CarrierUnavailable(error instanceof CarrierFailure ? error.message : 'the carrier library failed');
}

/** Those created at or after `since`, newest first. The carrier's times are whole seconds. */
export function createdSince<T extends { createdAt: Date | null }>(found: T[], since: Date): T[] {
  const wholeSecond = Math.floor(since.getTime() / 1000) * 1000;
  return found.filter((each) => createdMs(each) >= wholeSecond).sort((a, b) => createdMs(b) - createdMs(a));
}

/** What the carrier does not date is taken for new: better looked at than missed. */
function createdMs({ createdAt }: { createdAt: Date | null }): number {
  return createdAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
