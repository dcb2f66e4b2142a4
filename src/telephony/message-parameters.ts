import { z } from 'zod';
import type { MessageStatus } from '#domain/verification.ts';
import { sidSchema, wholeNumberSchema } from '#telephony/call-parameters.ts';

/** Twilio's statuses of outgoing messages: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values. */
const statusOf: ReadonlyMap<string, MessageStatus> = new Map([
  ['accepted', 'sending'],
  ['scheduled', 'sending'],
  ['queued', 'sending'],
  ['sending', 'sending'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** A status of tomorrow says only that the carrier has the message: it neither ends anything nor undoes what is known. */
export const messageStatusSchema = z
  .string()
  .min(1)
  .transform((value): MessageStatus => statusOf.get(value) ?? 'sending');

/** A change of the message's status. Twilio sends both the old names (`Sms…`) and the new; others one of the two. */
export const messageCallbackSchema = z
  .object({
    MessageSid: sidSchema.optional(),
    SmsSid: sidSchema.optional(),
    MessageStatus: messageStatusSchema.optional(),
    SmsStatus: messageStatusSchema.optional(),
    ErrorCode: wholeNumberSchema,
  })
  .transform((params, context) => {
    const sid = params.MessageSid ?? params.SmsSid;
    const messageStatus = params.MessageStatus ?? params.SmsStatus;
    if (sid !== undefined && messageStatus !== undefined) {
      return { sid, messageStatus, carrierCode: params.ErrorCode };
    }
    context.addIssue({ code: 'custom', message: 'must name a message and its status' });
    return z.NEVER;
  });
