import type { Carrier } from '#ports/carrier.ts';
import type { Log } from '#ports/log.ts';
import { createCarrierClient, type TwilioCredentials } from '#telephony/carrier-client.ts';
import { twilioCalls } from '#telephony/twilio-calls.ts';
import { twilioMessages } from '#telephony/twilio-messages.ts';

export interface TwilioCarrierOptions extends TwilioCredentials {
  /** Where Twilio's REST API is spoken, without the version: https://api.twilio.com by default. */
  baseUrl?: string | undefined;
  /** After this an order's result is unknown. 10 000 by default. */
  requestTimeoutMs?: number | undefined;
  /** Told of errors that the carrier names, where an operator must know of them. */
  log?: Log | undefined;
}

/** A carrier that speaks Twilio's REST API: Twilio itself, a host compatible with it, or the simulator. */
export function createTwilioCarrier(options: TwilioCarrierOptions): Carrier {
  const { baseUrl = 'https://api.twilio.com', requestTimeoutMs = 10_000, log } = options;
  const client = createCarrierClient(options, baseUrl, requestTimeoutMs);
  return { ...twilioCalls(client, log), ...twilioMessages(client, log) };
}
