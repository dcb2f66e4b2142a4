import { MOST_FACTORS } from '#domain/factor.ts';
import { changeFactorBody, factor, factorBody, factorList, factorParameters } from './factor-schemas.ts';
import { body, json, type Paths, refusals } from './operations.ts';
import { userParameters } from './user-schemas.ts';

/** What `/openapi.json` tells of the phones of users. */
export function factorPaths(): Paths {
  const all = { tags: ['Users'], requestParams: { path: userParameters } };
  const one = { tags: ['Users'], requestParams: { path: factorParameters } };
  return {
    '/v1/users/{userId}/factors': {
      get: {
        ...{ ...all, operationId: 'listFactors', summary: 'List the phones of a user' },
        responses: { 200: json('Oldest first; none for a user whom nobody told of.', factorList), ...refusals(400) },
      },
      post: {
        ...{ ...all, operationId: 'addFactor', summary: 'Add a phone to a user' },
        description: `At most ${MOST_FACTORS}. It is verified once a verification that names it is, or at once where you vouch for it.`,
        requestBody: body(factorBody),
        responses: { 201: json('Added.', factor), ...refusals(400, 409, 413, 415, 422) },
      },
    },
    '/v1/users/{userId}/factors/{factorId}': {
      patch: {
        ...{ ...one, operationId: 'changeFactor', summary: 'Change what a phone is, or how it is reached' },
        requestBody: body(changeFactorBody),
        responses: { 200: json('As it is now.', factor), ...refusals(400, 404, 413, 415, 422) },
      },
      delete: {
        ...{ ...one, operationId: 'deleteFactor', summary: 'Remove a phone' },
        description: 'Hangs up on it, and forgets the browsers that it let in.',
        responses: { 204: { description: 'Gone.' }, ...refusals(400, 404) },
      },
    },
  };
}
