import { z } from 'zod';
import { greeting, greetingList, preview, putGreetingBody } from './greeting-schemas.ts';
import { json, type Paths, refusals } from './operations.ts';

const locale = z.string().meta({ description: 'BCP 47.', example: 'en-US' });
const phrase = z.string().meta({ description: 'The name of a sentence.', example: 'greeting' });
const binary = { schema: z.string().meta({ format: 'binary' }) };

/** The operations of applications' own sentences, for `/openapi.json`. */
export function greetingPaths(): Paths {
  const about = { tags: ['Greetings'], requestParams: { path: z.object({ locale, phrase }) } };
  return {
    '/v1/greetings': {
      get: {
        operationId: 'listGreetings',
        tags: ['Greetings'],
        summary: 'List your own sentences',
        responses: { 200: json('All of them, by locale and phrase.', greetingList), ...refusals() },
      },
    },
    '/v1/greetings/{locale}/{phrase}': {
      get: {
        operationId: 'getGreeting',
        ...about,
        summary: 'Read one of your own sentences',
        responses: { 200: json('The sentence.', greeting), ...refusals(404, 422) },
      },
      put: {
        operationId: 'putGreeting',
        ...about,
        summary: 'Say a text, or play a recording, instead of the standard words',
        description:
          'JSON for a text; the bytes of a wav (PCM or µ-law) or mp3 file for a recording of at most 1 MiB and 20 seconds. Calls say it within five seconds.',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: putGreetingBody }, 'audio/wav': binary, 'audio/mpeg': binary },
        },
        responses: { 200: json('Kept.', greeting), ...refusals(400, 413, 415, 422) },
      },
      delete: {
        operationId: 'deleteGreeting',
        ...about,
        summary: 'Go back to the standard words',
        responses: { 204: { description: 'Gone.' }, ...refusals(404, 422) },
      },
    },
    '/v1/greetings/{locale}/preview': {
      post: {
        operationId: 'previewGreetings',
        tags: ['Greetings'],
        requestParams: { path: z.object({ locale }) },
        summary: 'Get a page that says what a call says',
        responses: { 201: json('The page, for ten minutes.', preview), ...refusals(422) },
      },
    },
  };
}
