import { z } from 'zod';
import { body, json, type Paths, refusals } from './operations.ts';
import { bypassBody, rememberedDeviceList, resetBody } from './user-access-schemas.ts';
import { bypass, user, userParameters } from './user-schemas.ts';

const deviceParameters = userParameters.extend({ deviceId: z.string() });

/** What `/openapi.json` tells of who gets in without a call, and who must register again. */
export function userAccessPaths(): Paths {
  const common = { tags: ['Users'], requestParams: { path: userParameters } };
  return {
    '/v1/users/{userId}/bypass': {
      post: {
        ...common,
        operationId: 'grantBypass',
        summary: 'Let a user in once without a phone',
        description: 'Their next visit within that time passes without a call. Takes the place of one in force.',
        requestBody: body(bypassBody),
        responses: { 200: json('The bypass.', bypass), ...refusals(400, 413, 415) },
      },
      delete: {
        ...common,
        operationId: 'revokeBypass',
        summary: 'Take a bypass back',
        responses: { 204: { description: 'The user has no bypass.' }, ...refusals(400) },
      },
    },
    '/v1/users/{userId}/remembered-devices': {
      get: {
        ...common,
        operationId: 'listRememberedDevices',
        summary: 'List the browsers in which a user is not called for a time',
        description: 'Newest first. None for a user nobody told of.',
        responses: { 200: json('The browsers.', rememberedDeviceList), ...refusals(400) },
      },
    },
    '/v1/users/{userId}/remembered-devices/{deviceId}': {
      delete: {
        tags: ['Users'],
        requestParams: { path: deviceParameters },
        operationId: 'forgetRememberedDevice',
        summary: 'Forget a browser',
        responses: { 204: { description: 'The user is called in it again.' }, ...refusals(400, 404) },
      },
    },
    '/v1/users/{userId}/reset': {
      post: {
        ...common,
        operationId: 'resetUser',
        summary: 'Make a user register again',
        description:
          'Takes phones, app passwords or remembered browsers. Without phones no browser is remembered, open visits ' +
          'end, and open verifications are canceled.',
        requestBody: body(resetBody),
        responses: { 200: json('The user.', user), ...refusals(400, 404, 413, 415) },
      },
    },
  };
}
