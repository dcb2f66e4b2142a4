import type { Twilio } from 'twilio';
import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js';
import { z } from 'zod';
import { type CallOrder, type Carrier, type CarrierCall, CarrierUnavailable } from '#ports/carrier.ts';
import type { Log } from '#ports/log.ts';
import { answeredBySchema, callStatusSchema, sidSchema } from '#telephony/call-parameters.ts';
import { createdSince, place, tolerate, unavailable, unknownToCarrier } from '#telephony/carrier-answers.ts';
import { priceFields, priceOf } from '#telephony/price.ts';

/** Twilio's "call is not in a state to be changed". */
const callNotInProgress = 21220;
/** More calls between two numbers within one verification's life than this are not ours to tell apart. */
const listedCalls = 20;
/**
 * Synchronous detection is silence on the line. A machine is told after 2.4 s of speech and silence is given up on after
 * 5 s, so what takes longer is a noisy line: past this, speaking to it beats Twilio's 30 s of listening.
 */
const detectionSeconds = 10;

const carrierCallSchema = z
  .object({
    sid: sidSchema,
    status: callStatusSchema,
    answeredBy: answeredBySchema,
    dateCreated: z.date().nullable().catch(null),
    ...priceFields,
  })
  .transform(({ sid, status, answeredBy, dateCreated, ...told }): CarrierCall => {
    // A call's record names no error, a message's does.
    return { sid, status, answeredBy, createdAt: dateCreated, carrierReason: null, price: priceOf(told) };
  });

type Calls = Pick<Carrier, 'placeCall' | 'endCall' | 'fetchCall' | 'findCalls'>;

/** @param log is told of refusals that an operator must know of. */
export function twilioCalls(client: Twilio, log?: Log): Calls {
  return {
    placeCall: (order) => place('call', () => client.calls.create(parametersOf(order)), log),

    async endCall(sid) {
      if (!sidSchema.safeParse(sid).success) return;
      // `completed` ends a call "even if it's already in progress", `canceled` only one that is queued or
      // ringing (https://www.twilio.com/docs/voice/api/call-resource): the first serves all three. Should a
      // host take it of a call in progress only, the second is tried before the call counts as ended.
      const end = (status: 'completed' | 'canceled') =>
        client.calls(sid).update({ status }).catch(tolerate(callNotInProgress, unknownToCarrier));
      if ((await end('completed')) === callNotInProgress) await end('canceled');
    },

    async fetchCall(sid) {
      if (!sidSchema.safeParse(sid).success) return null;
      const call = await client.calls(sid).fetch().catch(tolerate(unknownToCarrier));
      return call === unknownToCarrier ? null : readCall(call);
    },

    async findCalls({ to, from, since }) {
      // Twilio's filter is on the time of dialing. It is not documented whether a call that still waits in
      // Twilio's queue passes it, so an empty answer is no proof that no call will be made.
      const query = { to, from, startTimeAfter: since, limit: listedCalls, pageSize: listedCalls };
      const calls = await client.calls.list(query).catch(unavailable);
      return createdSince(calls.map(readCall), since);
    },
  };
}

function parametersOf(order: CallOrder): CallListInstanceCreateOptions {
  return {
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
    ...(order.sendDigits === null ? detectionOf(order.machineDetection) : { sendDigits: order.sendDigits }),
  };
}

/** Not asked for together with digits: Twilio would ignore it, and another host might take the keyed digits for a machine. */
function detectionOf(detection: CallOrder['machineDetection']): Partial<CallListInstanceCreateOptions> {
  if (detection === null) return {};
  // `Enable` tells as soon as it knows. `DetectMessageEnd` would wait for the beep, to leave a message.
  const enabled = { machineDetection: 'Enable', machineDetectionTimeout: detectionSeconds };
  if (!detection.asynchronous) return enabled;
  return {
    ...enabled,
    asyncAmd: 'true',
    asyncAmdStatusCallback: detection.resultUrl,
    asyncAmdStatusCallbackMethod: 'POST',
  };
}

function readCall(call: unknown): CarrierCall {
  const read = carrierCallSchema.safeParse(call);
  if (read.success) return read.data;
  throw new CarrierUnavailable('the carrier described a call in words that this version does not know');
}
