import { z } from 'zod';
import { json, type Paths, refusals } from './operations.ts';
import {
  againBody,
  checkBody,
  createdVerification,
  createVerificationBody,
  listQuery,
  timeline,
  verification,
  verificationPage,
  waitQuery,
} from './schemas.ts';

const id = z.object({ id: z.string().meta({ description: 'The id of a verification.' }) });

/** The operations of verifications, for `/openapi.json`. */
export function verificationPaths(): Paths {
  return {
    '/v1/verifications': {
      post: {
        operationId: 'createVerification',
        tags: ['Verifications'],
        summary: 'Call or text a person to verify them',
        description: 'Once this is answered with 201, the call or message will be placed whatever fails in between.',
        requestParams: {
          header: z.object({
            'Idempotency-Key': z
              .string()
              .optional()
              .meta({ description: 'The same key and body give the same answer for 24 hours.' }),
          }),
        },
        requestBody: { required: true, content: { 'application/json': { schema: createVerificationBody } } },
        responses: { 201: json('Accepted.', createdVerification), ...refusals(400, 413, 415, 422, 429) },
      },
      get: {
        operationId: 'listVerifications',
        tags: ['Verifications'],
        summary: 'List verifications, newest first',
        requestParams: { query: listQuery },
        responses: { 200: json('One page.', verificationPage), ...refusals(400) },
      },
    },
    '/v1/verifications/{id}': {
      get: {
        operationId: 'getVerification',
        tags: ['Verifications'],
        summary: 'Read a verification, waiting for a change if asked to',
        description:
          'With `wait`, answers as soon as the version is greater than `version` or the status is final, else after `wait` seconds with what it is then.',
        requestParams: {
          path: id,
          query: waitQuery,
          header: z.object({
            'If-None-Match': z.string().optional().meta({ description: 'The ETag of an earlier answer.' }),
          }),
        },
        responses: {
          200: json('The verification.', verification),
          304: { description: 'Unchanged.' },
          ...refusals(400, 404),
        },
      },
    },
    '/v1/verifications/{id}/events': {
      get: {
        operationId: 'streamVerification',
        tags: ['Verifications'],
        summary: 'Follow a verification as server-sent events',
        description:
          'Every new version as `event: verification` with the verification as data. Ends with the final status.',
        requestParams: {
          path: id,
          header: z.object({
            'Last-Event-ID': z.string().optional().meta({ description: 'Begin after this version.' }),
          }),
        },
        responses: {
          200: { description: 'The stream.', content: { 'text/event-stream': { schema: z.string() } } },
          204: { description: '`Last-Event-ID` is the final version: there is no more to come.' },
          ...refusals(404),
        },
      },
    },
    '/v1/verifications/{id}/retry': {
      post: {
        operationId: 'retryVerification',
        tags: ['Verifications'],
        summary: 'Try again',
        description: 'Only while the status is `retry`.',
        requestParams: { path: id },
        requestBody: { content: { 'application/json': { schema: againBody } } },
        responses: { 200: json('Pending again.', verification), ...refusals(400, 404, 409, 422, 429) },
      },
    },
    '/v1/verifications/{id}/resend': {
      post: {
        operationId: 'resendCode',
        tags: ['Verifications'],
        summary: 'Give a code once more',
        description: 'While a code is waited for; another attempt of the same verification.',
        requestParams: { path: id },
        requestBody: { content: { 'application/json': { schema: againBody } } },
        responses: { 200: json('On its way.', verification), ...refusals(400, 404, 409, 422, 429) },
      },
    },
    '/v1/verifications/{id}/check': {
      post: {
        operationId: 'checkCode',
        tags: ['Verifications'],
        summary: 'Check a code that was typed',
        description:
          'Answers `verified`, or `retry` with `wrong_code` while `checksRemaining` is above 0. A wrong code that comes before the right one was given counts too, and leaves it `pending`.',
        requestParams: { path: id },
        requestBody: { required: true, content: { 'application/json': { schema: checkBody } } },
        responses: { 200: json('What became of it.', verification), ...refusals(400, 404, 409, 413, 415) },
      },
    },
    '/v1/verifications/{id}/cancel': {
      post: {
        operationId: 'cancelVerification',
        tags: ['Verifications'],
        summary: 'End a verification, and hang up its call',
        requestParams: { path: id },
        responses: { 200: json('Canceled.', verification), ...refusals(404, 409) },
      },
    },
    '/v1/verifications/{id}/block': {
      delete: {
        operationId: 'liftBlockOfVerification',
        tags: ['Verifications'],
        summary: 'Lift the block that a fraud report in this call led to',
        description: 'Also where no user was named, and the number was blocked.',
        requestParams: { path: id },
        responses: { 204: { description: 'Lifted.' }, ...refusals(404) },
      },
    },
    '/v1/verifications/{id}/timeline': {
      get: {
        operationId: 'getTimeline',
        tags: ['Verifications'],
        summary: 'Every event behind the outcome, in order',
        requestParams: { path: id },
        responses: { 200: json('The events.', timeline), ...refusals(404) },
      },
    },
  };
}
