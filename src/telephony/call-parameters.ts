import { z } from 'zod';
import { maskPhoneNumber } from '#domain/phone-number.ts';
import { type AnsweredBy, answeredByValues, callStatuses } from '#domain/verification.ts';

/** A form body as received: decoded once, in any order, repeated names as arrays. */
export type FormParameters = Readonly<Record<string, string | string[]>>;

/** Twilio's are "CA" and 32 hex digits, Somleng's are UUIDs. Safe in a path and in a log. */
export const callSidSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** The carrier's statuses; `dialing` is ours alone. */
export const callStatusSchema = z.enum(callStatuses).exclude(['dialing']);
/** An unheard-of kind of machine is still a machine: it must never pass for a person. */
export const answeredBySchema = z.string().nullish().transform(readAnsweredBy);
function readAnsweredBy(value: string | null | undefined): AnsweredBy | null {
  if (value === null || value === undefined || value === '') return null;
  const known = answeredByValues.find((each) => each === value);
  return known ?? (value.startsWith('machine') ? 'machine_start' : 'unknown');
}

const wholeNumber = z
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

/** The carrier asks what to say. Also fits the callback of asynchronous machine detection. */
export const voiceRequestSchema = z
  .object({ CallSid: callSidSchema, AnsweredBy: answeredBySchema })
  .transform(({ CallSid, AnsweredBy }) => ({ callSid: CallSid, answeredBy: AnsweredBy }));

/** The carrier tells what was pressed. A repeated `Digits` is no single key: its values count as one text. */
export const gatherResultSchema = z
  .object({
    CallSid: callSidSchema,
    AnsweredBy: answeredBySchema,
    Digits: z.union([z.string(), z.array(z.string()).transform((values) => values.join(' '))]).optional(),
  })
  .transform(({ CallSid, AnsweredBy, Digits }) => ({
    callSid: CallSid,
    answeredBy: AnsweredBy,
    key: readKey(Digits),
  }));

/** A change of the call's status. Everything but the call and its status may be missing. */
export const statusCallbackSchema = z
  .object({
    CallSid: callSidSchema,
    CallStatus: callStatusSchema,
    SequenceNumber: wholeNumber,
    Timestamp: time,
    AnsweredBy: answeredBySchema,
    SipResponseCode: wholeNumber,
    ErrorCode: wholeNumber,
    CallDuration: wholeNumber,
  })
  .transform((params) => ({
    callSid: params.CallSid,
    callStatus: params.CallStatus,
    sequenceNumber: params.SequenceNumber,
    occurredAt: params.Timestamp,
    answeredBy: params.AnsweredBy,
    sipResponseCode: params.SipResponseCode,
    carrierCode: params.ErrorCode,
    talkSeconds: params.CallDuration,
  }));

const keptParameters = [
  ...['CallSid', 'CallStatus', 'Direction', 'ApiVersion', 'SequenceNumber', 'Timestamp', 'CallbackSource'],
  ...['AnsweredBy', 'MachineDetectionDuration', 'SipResponseCode', 'ErrorCode'],
  ...['CallDuration', 'Duration', 'QueueTime'],
];
const maskedParameters = ['To', 'From', 'Called', 'Caller', 'ForwardedFrom'];
const keyParameters = ['Digits', 'FinishedOnKey'];

/**
 * What of a webhook may be stored as evidence: named parameters only, so that what the carrier adds
 * tomorrow stays out. Phone numbers are masked, geography, names and tokens are dropped, and of keys other
 * than a lone # only the count remains (`DigitsLength`).
 */
export function recordable(params: FormParameters): Record<string, string> {
  const record: Record<string, string> = {};
  const each = (names: string[], store: (name: string, value: string) => void) => {
    for (const name of names) {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      if (value !== undefined) store(name, Array.isArray(value) ? value.join(' ') : value);
    }
  };
  each(keptParameters, (name, value) => {
    if (/^[\w .,:+-]{0,64}$/.test(value)) record[name] = value;
  });
  each(maskedParameters, (name, value) => {
    record[name] = maskPhoneNumber(value);
  });
  each(keyParameters, (name, value) => {
    const key = readKey(value);
    if (key.kind === 'digits') record[`${name}Length`] = String(key.digits.length);
    else record[name] = value;
  });
  return record;
}
