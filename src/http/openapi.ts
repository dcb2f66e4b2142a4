import type { z } from 'zod';
import { createDocument, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { problems } from '#errors';
import { greetingPaths } from './api/greeting-paths.ts';
import { problem } from './api/schemas.ts';
import { userPaths } from './api/user-paths.ts';
import { verificationPaths } from './api/verification-paths.ts';
import { webhookEndpointPaths } from './api/webhook-endpoint-paths.ts';

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

const paths = {
  ...verificationPaths({ json, refusals }),
  ...userPaths({ json, refusals }),
  ...greetingPaths({ json, refusals }),
  ...webhookEndpointPaths({ json, refusals }),
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
      description:
        'Verify a person by phone: a call is placed or a code is sent, the person confirms, the login goes on.',
      license: { name: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    security: [{ apiKey: [] }],
    tags: [
      { name: 'Verifications', description: 'Call or text a person, wait for the outcome, try again.' },
      { name: 'Users', description: 'PINs, and who is not called for a time.' },
      { name: 'Greetings', description: 'What calls say in your own words or recordings.' },
      { name: 'Webhook endpoints', description: 'Be told of what happens without asking.' },
      { name: 'Health', description: 'For load balancers and operators. No key is needed.' },
    ],
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key.' } } },
    paths,
  });
}
