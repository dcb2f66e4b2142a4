import type { Twilio } from 'twilio';
import { z } from 'zod';
import { type Carrier, type CarrierMessage, CarrierUnavailable } from '#ports/carrier.ts';
import type { Log } from '#ports/log.ts';
import { sidSchema } from '#telephony/call-parameters.ts';
import { createdSince, place, tolerate, unavailable, unknownToCarrier } from '#telephony/carrier-answers.ts';
import { reasonOfCode } from '#telephony/carrier-errors.ts';
import { logCode } from '#telephony/code-log.ts';
import { messageStatusSchema } from '#telephony/message-parameters.ts';
import { priceFields, priceOf } from '#telephony/price.ts';

/** More messages between two numbers within one verification's life than this are not ours to tell apart. */
const listedMessages = 50;
/** What Twilio takes for `ValidityPeriod`: https://www.twilio.com/docs/api/errors/90007. */
const longestValiditySeconds = 36_000;

/** Reads no body: it holds the code. */
const recordSchema = z.object({
  sid: sidSchema,
  status: messageStatusSchema,
  errorCode: z.int().nullable().catch(null),
  dateCreated: z.date().nullable().catch(null),
  ...priceFields,
});

type Messages = Pick<Carrier, 'sendMessage' | 'fetchMessage' | 'findMessages'>;

/** @param log is told of refusals and failures that an operator must know of. */
export function twilioMessages(client: Twilio, log?: Log): Messages {
  return {
    sendMessage({ to, from, body, statusUrl, validitySeconds }) {
      const order = {
        to,
        from,
        body,
        statusCallback: statusUrl,
        validityPeriod: Math.min(Math.max(Math.floor(validitySeconds), 1), longestValiditySeconds),
        // Phones offer to fill the code in from the last line's very characters, and a person compares the brand.
        smartEncoded: false,
        // Codes for numbers that strangers type are what message pumping lives on: the account's protection applies.
        riskCheck: 'enable' as const,
      };
      return place('sms', () => client.messages.create(order), log);
    },

    async fetchMessage(sid) {
      if (!sidSchema.safeParse(sid).success) return null;
      const message = await client.messages(sid).fetch().catch(tolerate(unknownToCarrier));
      if (message === unknownToCarrier) return null;
      const record = readRecord(message);
      logCode(log, record.errorCode);
      return toMessage(record);
    },

    async findMessages({ to, from, since }) {
      // Twilio's filter is on the time of sending, which a message that waits in its queue does not have yet. So
      // the list is asked for without it, newest first, and its first page is searched.
      const query = { to, from, limit: listedMessages, pageSize: listedMessages };
      const messages = await client.messages.list(query).catch(unavailable);
      return createdSince(
        messages.map((message) => toMessage(readRecord(message))),
        since,
      );
    },
  };
}

function toMessage({ sid, status, errorCode, dateCreated, ...told }: z.output<typeof recordSchema>): CarrierMessage {
  return { sid, status, carrierReason: reasonOfCode(errorCode), createdAt: dateCreated, price: priceOf(told) };
}

function readRecord(message: unknown): z.output<typeof recordSchema> {
  const read = recordSchema.safeParse(message);
  if (read.success) return read.data;
  throw new CarrierUnavailable('the carrier described a message in words that this version does not know');
}
