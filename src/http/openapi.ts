import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { problems } from '#errors';
import {
  createdVerification,
  createVerificationBody,
  listQuery,
  problem,
  timeline,
  verification,
  verificationPage,
  waitQuery,
} from './api/schemas.ts';

const id = z.object({ id: z.string().meta({ description: 'The id of a verification.' }) });

function json(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema } } };
}

type Status = (typeof problems)[keyof typeof problems]['status'];

/** Each status with the codes that it can carry, from the table of errors. */
function refusals(...statuses: Status[]): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    [...statuses, 401 as const, 503 as const].map((status) => {
      const codes = Object.entries(problems).filter(([, entry]) => entry.status === status);
      const description = codes.map(([code, { title }]) => `\`${code}\`: ${title}`).join(' ');
      return [status, { description, content: { 'application/problem+json': { schema: problem } } }];
    }),
  );
}

const operations: Record<string, Record<string, ZodOpenApiOperationObject>> = {
  '/v1/verifications': {
    post: {
      operationId: 'createVerification',
      tags: ['Verifications'],
      summary: 'Call a person to verify them',
      description: 'Once this is answered with 201, the call will be placed whatever fails in between.',
      requestParams: {
        header: z.object({
          'Idempotency-Key': z
            .string()
            .optional()
            .meta({ description: 'The same key and body give the same answer for 24 hours.' }),
        }),
      },
      requestBody: { required: true, content: { 'application/json': { schema: createVerificationBody } } },
      responses: { 201: json('Accepted.', createdVerification), ...refusals(400, 413, 415, 422) },
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
      summary: 'Call again',
      description: 'Only while the status is `retry`.',
      requestParams: { path: id },
      responses: { 200: json('Pending again.', verification), ...refusals(404, 409) },
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

const paths = {
  ...operations,
  '/healthz': {
    get: {
      operationId: 'getHealth',
      tags: ['Health'],
      summary: 'Whether the process lives',
      security: [],
      responses: { 200: { description: 'It lives.' } },
    },
  },
  '/readyz': {
    get: {
      operationId: 'getReadiness',
      tags: ['Health'],
      summary: 'Whether database and queue answer',
      security: [],
      responses: { 200: { description: 'Ready.' }, 503: { description: 'Not ready: says what does not answer.' } },
    },
  },
};

/** The OpenAPI 3.1 description, from the schemas that validate. */
export function openApiDocument(version: string, serverUrl: string) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'poundkey',
      version,
      description: 'Verify a person by phone: a call is placed, the person presses #, the login goes on.',
      license: { name: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    security: [{ apiKey: [] }],
    tags: [
      { name: 'Verifications', description: 'Call a person, wait for the outcome, call again.' },
      { name: 'Health', description: 'For load balancers and operators. No key is needed.' },
    ],
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key.' } } },
    paths,
  });
}
