import type { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { block, blockBody, pinBody, user, userParameters } from './user-schemas.ts';

/** How `openapi.ts` writes answers and refusals. */
interface Answers {
  json(description: string, schema: z.ZodType): ZodOpenApiResponseObject;
  refusals(...statuses: (400 | 404 | 413 | 415 | 422)[]): ZodOpenApiResponsesObject;
}

/** What `/openapi.json` tells of `/v1/users`. */
export function userPaths({
  json,
  refusals,
}: Answers): Record<string, Partial<Record<string, ZodOpenApiOperationObject>>> {
  const common = { tags: ['Users'], requestParams: { path: userParameters } };
  const body = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } });
  return {
    '/v1/users/{userId}': {
      get: {
        ...common,
        operationId: 'getUser',
        summary: 'Whether a user has a PIN, and is blocked',
        description: 'A user is known once a PIN was set or a block was made.',
        responses: { 200: json('The user.', user), ...refusals(400, 404) },
      },
    },
    '/v1/users/{userId}/pin': {
      put: {
        ...common,
        operationId: 'setPin',
        summary: "Set or change a user's PIN",
        description: 'For verifications in `pin` mode. The PIN is kept as a keyed hash alone.',
        requestBody: body(pinBody),
        responses: { 204: { description: 'Set.' }, ...refusals(400, 413, 415, 422) },
      },
      delete: {
        ...common,
        operationId: 'clearPin',
        summary: "Forget a user's PIN",
        responses: { 204: { description: 'The user has no PIN.' }, ...refusals(400) },
      },
    },
    '/v1/users/{userId}/block': {
      post: {
        ...common,
        operationId: 'blockUser',
        summary: 'Block a user for a time',
        description: 'Ends their open verifications. A user who is blocked already gets the new reason and end.',
        requestBody: body(blockBody),
        responses: { 200: json('The block.', block), ...refusals(400, 413, 415, 422) },
      },
      delete: {
        ...common,
        operationId: 'liftBlock',
        summary: 'Lift the block of a user',
        responses: { 204: { description: 'The user is not blocked.' }, ...refusals(400) },
      },
    },
  };
}
