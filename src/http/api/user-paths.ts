import { body, json, type Paths, refusals } from './operations.ts';
import { block, blockBody, pinBody, user, userBody, userParameters } from './user-schemas.ts';

/** What `/openapi.json` tells of `/v1/users`. */
export function userPaths(): Paths {
  const common = { tags: ['Users'], requestParams: { path: userParameters } };
  return {
    '/v1/users/{userId}': {
      get: {
        ...common,
        operationId: 'getUser',
        summary: 'Read a user',
        description: 'A user is known once anything was told of them: themselves, a phone, a PIN, a block.',
        responses: { 200: json('The user.', user), ...refusals(400, 404) },
      },
      put: {
        ...common,
        operationId: 'putUser',
        summary: 'Make a user, or change one',
        description: 'Not needed before a phone is added or a person is verified: that makes the user too.',
        requestBody: body(userBody),
        responses: {
          200: json('Changed.', user),
          201: json('Made.', user),
          ...refusals(400, 413, 415, 422),
        },
      },
      delete: {
        ...common,
        operationId: 'deleteUser',
        summary: 'Forget a user',
        description:
          'With phones, PIN, block, app passwords, remembered browsers and visits. Open verifications are canceled; verifications stay, as history.',
        responses: { 204: { description: 'Forgotten.' }, ...refusals(400, 404) },
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
