import { z } from 'zod';
import { LONGEST_CONTEXT_SECONDS, speechSeconds } from '#domain/speech.ts';
import { answeredByValues, attemptStatuses, channels, modes, reasons, statuses } from '#domain/verification.ts';
import { defaultLocale, locales } from '#twiml/locales.ts';
import { extension, notTime, text, timestamp, userId } from './fields.ts';

/** The one description of what the API takes and gives: requests are parsed with it and `/openapi.json` is made from it. */

export const createVerificationBody = z
  .strictObject({
    to: z.string().optional().meta({
      description: 'The number to call, E.164; absent: that of a phone of the user.',
      example: '+12025550100',
    }),
    userId: userId.optional().meta({ description: "The login system's own id of the person." }),
    factorId: z.string().max(64).optional().meta({
      description:
        "One of the user's phones, also one that is not verified yet: it is once this is. Absent: the default phone, else the one that was verified first.",
    }),
    channel: z
      .enum(channels)
      .optional()
      .meta({ description: "Absent: that of the user's phone; `call` for a number in `to`." }),
    fallback: z
      .array(z.enum(channels))
      .max(1)
      .default([])
      .meta({ description: 'A channel that is tried by itself when the first one reaches nobody; it gives a code.' }),
    mode: z.enum(modes).optional().meta({
      description:
        '`pound` for calls unless said otherwise: the person presses #. `match`: the person keys in the two digits that your screen shows, then #. `pin`: their own PIN, then #. `code`: six digits are said or texted, and typed on your screen; always for `sms`.',
    }),
    purpose: z
      .string()
      .regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores')
      .default('signin'),
    locale: z
      .string()
      .optional()
      .meta({
        description: `The language that is spoken: one of ${locales.join(', ')}. Absent: that of the user where there is no \`to\`, else ${defaultLocale}.`,
      }),
    extension: extension.optional(),
    context: text
      .trim()
      .min(1)
      .max(500)
      .refine((value) => speechSeconds(value) <= LONGEST_CONTEXT_SECONDS, {
        error: ({ input }) =>
          `takes about ${Math.round(speechSeconds(String(input)))} seconds to say: shorten it to ${LONGEST_CONTEXT_SECONDS} seconds`,
      })
      .optional()
      .meta({ description: 'What is being approved. Spoken before the key is asked for.' }),
    metadata: z
      .record(text.max(64), z.union([text.max(500), z.number(), z.boolean()]))
      .refine((value) => Object.keys(value).length <= 20, 'must have at most 20 entries')
      .default({})
      .meta({ description: 'Kept with the verification and given back; not used otherwise.' }),
    autoRetry: z
      .boolean()
      .default(false)
      .meta({ description: 'Call or text again by itself, a while after an attempt that reached nobody.' }),
  })
  .meta({ id: 'CreateVerification' });

export const checkBody = z
  .strictObject({
    code: z
      .string('must be the six digits, as a string')
      .regex(/^\d{6}$/, 'must be six digits, such as "471002"')
      .meta({ description: 'What was typed.', example: '471002' }),
  })
  .meta({ id: 'CheckCode' });

export const againBody = z
  .strictObject({
    channel: z
      .enum(channels)
      .optional()
      .meta({ description: 'Another channel of this verification; absent: as before.' }),
  })
  .meta({ id: 'TryAgain' });

export const attempt = z.object({
  number: z.int().meta({ description: 'Counts from 1.' }),
  channel: z.enum(channels),
  mode: z.enum(modes),
  status: z.enum(attemptStatuses),
  answeredBy: z.enum(answeredByValues).nullable(),
  queuedAt: timestamp.meta({
    description: 'When it was, or will be, asked of a worker: one that follows by itself has its time.',
  }),
  startedAt: timestamp.nullable().meta({ description: 'When dialing or sending began.' }),
  endedAt: timestamp.nullable(),
});

export const verification = z
  .object({
    id: z.string(),
    status: z.enum(statuses).meta({
      description:
        '`pending`: an attempt is under way. `retry`: it ended without approval and another may be made. The others are final.',
    }),
    reason: z.enum(reasons).nullable().meta({ description: 'Null while pending or verified.' }),
    channel: z.enum(channels).meta({ description: 'Of the current attempt: with a fallback it may change.' }),
    mode: z.enum(modes).meta({ description: 'Of the current attempt.' }),
    fallback: z.array(z.enum(channels)),
    autoRetry: z.boolean(),
    extension: z.string().nullable(),
    purpose: z.string(),
    to: z.string().meta({ description: 'Masked.', example: '+1••••••0100' }),
    userId: z.string().nullable(),
    factorId: z.string().nullable(),
    locale: z.string(),
    context: z.string().nullable(),
    metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    attempt,
    attemptsRemaining: z.int(),
    checksRemaining: z
      .int()
      .nullable()
      .meta({ description: 'How many codes may still be tried; null where there is none.' }),
    version: z.int().meta({ description: 'Grows with every change.' }),
    createdAt: timestamp,
    updatedAt: timestamp,
    expiresAt: timestamp,
  })
  .meta({ id: 'Verification' });

export const createdVerification = verification
  .extend({
    match: z
      .string()
      .regex(/^\d{2}$/)
      .optional()
      .meta({ description: 'In `match` mode: the two digits to show. This answer alone carries them.', example: '47' }),
  })
  .meta({ id: 'CreatedVerification' });

export const timelineEntry = z
  .object({
    at: timestamp,
    type: z.string(),
    source: z.enum(['api', 'worker', 'carrier', 'sweep']),
    verdict: z.enum(['applied', 'ignored']),
    because: z.string().meta({ description: 'What the state machine decided, and why.' }),
    status: z.enum(statuses).meta({ description: 'The status after the event.' }),
    reason: z.enum(reasons).nullable(),
    attemptId: z.string().nullable(),
    said: z.string().nullable().meta({ description: 'Which prompt the call said in answer.' }),
    data: z.record(z.string(), z.unknown()).meta({ description: 'The evidence, masked.' }),
  })
  .meta({ id: 'TimelineEntry' });

export const waitQuery = z.strictObject({
  wait: z.coerce.number('must be a number of seconds').min(0).max(30).default(0).meta({ description: 'Seconds.' }),
  version: z.coerce
    .number('must be a whole number')
    .int()
    .min(0)
    .optional()
    .meta({ description: 'Answer once the version is greater than this. Absent: once it changes.' }),
});

export const time = z.iso
  .datetime({ offset: true, error: notTime })
  .transform((value) => new Date(value))
  // The store's calendar has no year 0, and ours no year of five digits.
  .refine((at) => at.getUTCFullYear() > 0 && at.getUTCFullYear() < 10_000, notTime);

export const listQuery = z.strictObject({
  status: z.enum(statuses).optional(),
  reason: z.enum(reasons).optional(),
  userId: userId.optional(),
  since: time.optional(),
  until: time.optional(),
  cursor: z.uuid('must be the nextCursor of the page before').optional(),
  limit: z.coerce.number('must be a number').int().min(1).max(100).default(20),
});

export const verificationPage = z
  .object({
    data: z.array(verification),
    nextCursor: z.string().nullable().meta({ description: 'Null on the last page.' }),
  })
  .meta({ id: 'VerificationPage' });

export const timeline = z.object({ data: z.array(timelineEntry) }).meta({ id: 'Timeline' });

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'Stable; made for programs.' }),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });
