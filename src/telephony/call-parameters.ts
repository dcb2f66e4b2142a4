import { z } from 'zod';
import { type AnsweredBy, answeredByValues, callStatuses } from '#domain/verification.ts';

/** Twilio's are "CA" or "SM" and 32 hex digits, Somleng's are UUIDs. Safe in a path and in a log. */
export const sidSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** The carrier's statuses; `dialing` is ours alone. */
export const callStatusSchema = z.enum(callStatuses).exclude(['dialing']);
/** Empty and missing alike say that nobody looked, or that nothing was found yet. */
export const answeredBySchema = z
  .string()
  .nullish()
  .transform((value) => (value ? readAnswerer(value) : null));
/** An unheard-of kind of machine is still a machine: it must never pass for a person. */
function readAnswerer(value: string): AnsweredBy {
  const known = answeredByValues.find((each) => each === value);
  return known ?? (value.startsWith('machine') ? 'machine_start' : 'unknown');
}

export const wholeNumberSchema = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
  .nullable()
  .catch(null);
/** RFC 2822, as in "Wed, 10 Sep 2025 16:01:42 +0000". */
const time = z
  .string()
  .transform((value) => new Date(value))
  .refine((date) => !Number.isNaN(date.getTime()))
  .nullable()
  .catch(null);

/** What was pressed. Digits can be a secret: nothing keeps or logs them (see `recordable`). */
export type Key = { kind: 'pound' } | { kind: 'digits'; digits: string } | { kind: 'none' } | { kind: 'hangup' };

/**
 * Reads `Digits`. Only a lone `#` is the pound key: an empty or missing value is what silence looks like
 * (https://www.twilio.com/docs/voice/twiml/gather), and `hangup` is Twilio's word for a caller who left.
 */
export function readKey(digits: string | undefined): Key {
  if (digits === undefined || digits === '') return { kind: 'none' };
  if (digits === '#') return { kind: 'pound' };
  return digits === 'hangup' ? { kind: 'hangup' } : { kind: 'digits', digits };
}

/** The carrier asks what to say. */
export const voiceRequestSchema = z
  .object({ CallSid: sidSchema, AnsweredBy: answeredBySchema })
  .transform(({ CallSid, AnsweredBy }) => ({ sid: CallSid, answeredBy: AnsweredBy }));

/** What asynchronous detection found. A callback of few parameters: nothing but the call and the finding is sure to come. */
export const detectionSchema = z
  .object({ CallSid: sidSchema, AnsweredBy: z.string().min(1) })
  .transform(({ CallSid, AnsweredBy }) => ({ sid: CallSid, answeredBy: readAnswerer(AnsweredBy) }));

/** The carrier tells what was pressed. A repeated `Digits` is no single key: its values count as one text. */
export const gatherResultSchema = z
  .object({
    CallSid: sidSchema,
    AnsweredBy: answeredBySchema,
    Digits: z.union([z.string(), z.array(z.string()).transform((values) => values.join(' '))]).optional(),
  })
  .transform(({ CallSid, AnsweredBy, Digits }) => ({
    sid: CallSid,
    answeredBy: AnsweredBy,
    key: readKey(Digits),
  }));

/** A change of the call's status. Everything but the call and its status may be missing. */
export const statusCallbackSchema = z
  .object({
    CallSid: sidSchema,
    CallStatus: callStatusSchema,
    SequenceNumber: wholeNumberSchema,
    Timestamp: time,
    AnsweredBy: answeredBySchema,
    SipResponseCode: wholeNumberSchema,
    ErrorCode: wholeNumberSchema,
    CallDuration: wholeNumberSchema,
  })
  .transform((params) => ({
    sid: params.CallSid,
    callStatus: params.CallStatus,
    sequenceNumber: params.SequenceNumber,
    occurredAt: params.Timestamp,
    answeredBy: params.AnsweredBy,
    sipResponseCode: params.SipResponseCode,
    carrierCode: params.ErrorCode,
    talkSeconds: params.CallDuration,
  }));
