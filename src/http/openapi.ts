import { createDocument } from 'zod-openapi';
import { appPasswordPaths } from './api/app-password-paths.ts';
import { factorPaths } from './api/factor-paths.ts';
import { flowPaths } from './api/flow-paths.ts';
import { greetingPaths } from './api/greeting-paths.ts';
import { userAccessPaths } from './api/user-access-paths.ts';
import { userPaths } from './api/user-paths.ts';
import { verificationPaths } from './api/verification-paths.ts';
import { webhookEndpointPaths } from './api/webhook-endpoint-paths.ts';

const paths = {
  ...verificationPaths(),
  ...userPaths(),
  ...userAccessPaths(),
  ...appPasswordPaths(),
  ...factorPaths(),
  ...greetingPaths(),
  ...flowPaths(),
  ...webhookEndpointPaths(),
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
      { name: 'Users', description: 'People, their phones and PINs, and who is not called for a time.' },
      { name: 'App passwords', description: 'For programs that cannot show a page.' },
      { name: 'Flows', description: 'Let the hosted pages do the rest: set-up, sign-in, account.' },
      { name: 'Greetings', description: 'What calls say in your own words or recordings.' },
      { name: 'Webhook endpoints', description: 'Be told of what happens without asking.' },
      { name: 'Health', description: 'For load balancers and operators. No key is needed.' },
    ],
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key.' } } },
    paths,
  });
}
