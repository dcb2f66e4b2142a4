import { z } from 'zod';
import { type Carrier, type CarrierCall, CarrierUnavailable, type PlaceCallOutcome } from '#ports/carrier.ts';
import { answeredBySchema, callSidSchema, callStatusSchema } from '#telephony/call-parameters.ts';
import { createCarrierClient, type TwilioCredentials } from '#telephony/carrier-client.ts';
import { CarrierFailure, outcomeOfFailure } from '#telephony/carrier-failure.ts';

export interface TwilioCarrierOptions extends TwilioCredentials {
  /** Where Twilio's REST API is spoken, without the version: https://api.twilio.com by default. */
  baseUrl?: string | undefined;
  /** After this an order's result is unknown. 10 000 by default. */
  requestTimeoutMs?: number | undefined;
}

/** Twilio's "call is not in a state to be changed". */
const callNotInProgress = 21220;
/** Twilio's "not found", and ours for a 404 without a code. */
const callUnknown = 20404;
/** More calls between two numbers within one verification's life than this are not ours to tell apart. */
const listedCalls = 20;

const carrierCallSchema = z
  .object({
    sid: callSidSchema,
    status: callStatusSchema,
    answeredBy: answeredBySchema,
    dateCreated: z.date().nullable().catch(null),
  })
  .transform(
    ({ sid, status, answeredBy, dateCreated }): CarrierCall => ({
      callSid: sid,
      status,
      answeredBy,
      createdAt: dateCreated,
    }),
  );

/** A carrier that speaks Twilio's REST API: Twilio itself, a host compatible with it, or the simulator. */
export function createTwilioCarrier(options: TwilioCarrierOptions): Carrier {
  const { baseUrl = 'https://api.twilio.com', requestTimeoutMs = 10_000 } = options;
  const client = createCarrierClient(options, baseUrl, requestTimeoutMs);

  return {
    async placeCall(order): Promise<PlaceCallOutcome> {
      try {
        const call = await client.calls.create({
          to: order.to,
          from: order.from,
          url: order.voiceUrl,
          method: 'POST',
          fallbackUrl: order.fallbackUrl,
          fallbackMethod: 'POST',
          statusCallback: order.statusUrl,
          statusCallbackMethod: 'POST',
          // Sent as one parameter each; a comma-joined list is not understood.
          statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
          timeout: order.ringTimeoutSeconds,
          timeLimit: order.talkTimeLimitSeconds,
        });
        const callSid = callSidSchema.safeParse(call.sid);
        if (callSid.success) return { outcome: 'placed', callSid: callSid.data };
        return { outcome: 'unknown', detail: 'the carrier took the order and named no call' };
      } catch (error) {
        if (error instanceof CarrierFailure) return outcomeOfFailure(error.failure);
        // A fault of the package, before or after sending. Its text may quote the answer: not repeated here.
        return { outcome: 'unknown', detail: 'the carrier library failed' };
      }
    },

    async endCall(callSid) {
      if (!callSidSchema.safeParse(callSid).success) return;
      // `completed` ends a call "even if it's already in progress", `canceled` only one that is queued or
      // ringing (https://www.twilio.com/docs/voice/api/call-resource): the first serves all three. Should a
      // host take it of a call in progress only, the second is tried before the call counts as ended.
      const end = (status: 'completed' | 'canceled') =>
        client.calls(callSid).update({ status }).catch(tolerate(callNotInProgress, callUnknown));
      if ((await end('completed')) === callNotInProgress) await end('canceled');
    },

    async fetchCall(callSid) {
      if (!callSidSchema.safeParse(callSid).success) return null;
      const call = await client.calls(callSid).fetch().catch(tolerate(callUnknown));
      return call === callUnknown ? null : readCall(call);
    },

    async findCalls({ to, from, since }) {
      // Twilio's filter is on the time of dialing. It is not documented whether a call that still waits in
      // Twilio's queue passes it, so an empty answer is no proof that no call will be made.
      const query = { to, from, startTimeAfter: since, limit: listedCalls, pageSize: listedCalls };
      const calls = (await client.calls.list(query).catch(unavailable)).map(readCall);
      const wholeSecond = Math.floor(since.getTime() / 1000) * 1000; // as the carrier's times are
      return calls.filter((call) => createdMs(call) >= wholeSecond).sort(newestFirst);
    },
  };
}

/** A call whose creation the carrier does not date is taken for a new one: better looked at than missed. */
function createdMs(call: CarrierCall): number {
  return call.createdAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function newestFirst(a: CarrierCall, b: CarrierCall): number {
  return createdMs(b) - createdMs(a);
}

/** Turns a refusal with one of these codes into that code, and every other failure into `CarrierUnavailable`. */
function tolerate(...codes: number[]): (error: unknown) => number {
  return (error) => {
    const refusal = error instanceof CarrierFailure && error.failure.kind === 'refused' ? error.failure.refusal : null;
    const code = refusal?.httpStatus === 404 ? callUnknown : refusal?.carrierCode;
    if (code !== undefined && code !== null && codes.includes(code)) return code;
    return unavailable(error);
  };
}

/** The library's own errors are replaced: their texts may quote what the carrier sent. */
function unavailable(error: unknown): never {
  throw new CarrierUnavailable(error instanceof CarrierFailure ? error.message : 'the carrier library failed');
}

function readCall(call: unknown): CarrierCall {
  const read = carrierCallSchema.safeParse(call);
  if (read.success) return read.data;
  throw new CarrierUnavailable('the carrier described a call in words that this version does not know');
}
