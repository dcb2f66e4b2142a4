import { z } from 'zod';
import { MOST_APP_PASSWORDS } from '#domain/app-password.ts';
import {
  appPasswordList,
  createAppPasswordBody,
  createdAppPassword,
  verifiedAppPassword,
  verifyAppPasswordBody,
} from './app-password-schemas.ts';
import { body, json, type Paths, refusals } from './operations.ts';
import { userParameters } from './user-schemas.ts';

const appPasswordParameters = userParameters.extend({ appPasswordId: z.string() });

/** What `/openapi.json` tells of app passwords. */
export function appPasswordPaths(): Paths {
  const common = { tags: ['App passwords'] };
  const ofUser = { ...common, requestParams: { path: userParameters } };
  return {
    '/v1/users/{userId}/app-passwords': {
      get: {
        ...ofUser,
        operationId: 'listAppPasswords',
        summary: 'List the app passwords of a user',
        description: 'Newest first, without the passwords. None for a user nobody told of.',
        responses: { 200: json('The app passwords.', appPasswordList), ...refusals(400) },
      },
      post: {
        ...ofUser,
        operationId: 'createAppPassword',
        summary: 'Make an app password',
        description: `Shown in the answer alone. A user has at most ${MOST_APP_PASSWORDS}.`,
        requestBody: body(createAppPasswordBody),
        responses: { 201: json('Made.', createdAppPassword), ...refusals(400, 413, 415, 422) },
      },
    },
    '/v1/users/{userId}/app-passwords/{appPasswordId}': {
      delete: {
        ...common,
        requestParams: { path: appPasswordParameters },
        operationId: 'deleteAppPassword',
        summary: 'Remove an app password',
        responses: { 204: { description: 'It lets nobody in any more.' }, ...refusals(400, 404) },
      },
    },
    '/v1/app-passwords/verify': {
      post: {
        ...common,
        operationId: 'verifyAppPassword',
        summary: 'Whether a user has this app password',
        description:
          'Never for a blocked user. A wrong password, an unknown user and a blocked one are answered alike. At most ' +
          'ten wrong tries in ten minutes a user.',
        requestBody: body(verifyAppPasswordBody),
        responses: { 200: json('Whether it is one.', verifiedAppPassword), ...refusals(400, 413, 415, 429) },
      },
    },
  };
}
