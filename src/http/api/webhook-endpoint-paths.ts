import { body, json, type Paths, refusals } from './operations.ts';
import {
  changeEndpointBody,
  createdEndpoint,
  createEndpointBody,
  endpoint,
  endpointList,
  endpointParameters,
} from './webhook-endpoint-schemas.ts';

/** What `/openapi.json` tells of `/v1/webhook-endpoints`. */
export function webhookEndpointPaths(): Paths {
  const tags = ['Webhook endpoints'];
  const one = { tags, requestParams: { path: endpointParameters } };
  return {
    '/v1/webhook-endpoints': {
      get: {
        ...{ tags, operationId: 'listWebhookEndpoints', summary: 'List your webhook endpoints' },
        responses: { 200: json('All of them, oldest first.', endpointList), ...refusals() },
      },
      post: {
        ...{ tags, operationId: 'createWebhookEndpoint', summary: 'Be told of events' },
        description:
          'Events are sent as POST with JSON, signed as Standard Webhooks (https://www.standardwebhooks.com) have it. Any answer from 200 to 299 within ten seconds takes one; else it is sent again, less and less often, for a day. An event may come more than once: its `webhook-id` is always the same. At most 10 endpoints.',
        requestBody: body(createEndpointBody),
        responses: { 201: json('Made; with its secret.', createdEndpoint), ...refusals(400, 413, 415, 422) },
      },
    },
    '/v1/webhook-endpoints/{endpointId}': {
      patch: {
        ...{ ...one, operationId: 'changeWebhookEndpoint', summary: 'Change a webhook endpoint' },
        requestBody: body(changeEndpointBody),
        responses: { 200: json('As it is now.', endpoint), ...refusals(400, 404, 413, 415, 422) },
      },
      delete: {
        ...{ ...one, operationId: 'deleteWebhookEndpoint', summary: 'Delete a webhook endpoint' },
        description: 'What was still to be sent to it is not sent any more.',
        responses: { 204: { description: 'Gone.' }, ...refusals(404) },
      },
    },
  };
}
