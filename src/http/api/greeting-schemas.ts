import { z } from 'zod';
import { recordingContentTypes, recordingTypes } from '#domain/recording.ts';
import { timestamp } from './fields.ts';

/** What the API takes and gives of applications' own sentences. */

/** The characters of XML 1.0 that are on one line: others can be neither spoken nor, mostly, stored. */
const speakable = /^[\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;

export const putGreetingBody = z
  .strictObject({
    text: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(1000, 'must have at most 1000 characters')
      .refine((value) => speakable.test(value), 'must be text on one line, without control characters')
      .meta({
        description: 'Said instead of the standard words; `{brand}` stands for your brand.',
        example: 'Thank you for calling on {brand}.',
      }),
  })
  .meta({ id: 'PutGreeting' });

export const greeting = z
  .object({
    locale: z.string(),
    phrase: z.string().meta({ description: 'The name of the sentence that is replaced.' }),
    text: z.string().nullable().meta({ description: 'Null when it is a recording.' }),
    recording: z
      .object({
        url: z.string().meta({ description: 'Open to everybody who knows it; changes with the recording.' }),
        type: z.enum(recordingTypes),
        contentType: z.enum(recordingContentTypes),
        seconds: z.number(),
        bytes: z.int(),
      })
      .nullable()
      .meta({ description: 'Null when it is a text.' }),
    updatedAt: timestamp,
  })
  .meta({ id: 'Greeting' });

export const greetingList = z.object({ data: z.array(greeting) }).meta({ id: 'GreetingList' });

export const preview = z
  .object({
    url: z.string().meta({ description: 'A page for a browser; it needs no key.' }),
    expiresAt: timestamp,
  })
  .meta({ id: 'GreetingPreview' });
