import {
  completedFlow,
  completeFlowBody,
  continued,
  createdFlow,
  createFlowBody,
  flow,
  flowParameters,
  passwordBody,
} from './flow-schemas.ts';
import { body, json, type Paths, refusals } from './operations.ts';

/** What `/openapi.json` tells of `/v1/flows`. */
export function flowPaths(): Paths {
  const tags = ['Flows'];
  const one = { tags, requestParams: { path: flowParameters } };
  return {
    '/v1/flows': {
      post: {
        ...{ tags, operationId: 'createFlow', summary: 'Open a visit to the hosted pages' },
        description:
          'After the password was right. Send the browser to `url`; it comes back on `returnUrl` with `flow` and `code`, or with `error`: `canceled`, `declined`, `user_blocked`, `reset` or `failed`.',
        requestBody: body(createFlowBody),
        responses: { 201: json('Made; with its link.', createdFlow), ...refusals(400, 413, 415, 422) },
      },
    },
    '/v1/flows/{flowId}': {
      get: {
        ...{ ...one, operationId: 'getFlow', summary: 'How far a visit has come' },
        responses: { 200: json('The flow.', flow), ...refusals(404) },
      },
    },
    '/v1/flows/{flowId}/complete': {
      post: {
        ...{ ...one, operationId: 'completeFlow', summary: 'Exchange the code that came back' },
        description: 'Once, within two minutes of the return. Nothing else says that the person is verified.',
        requestBody: body(completeFlowBody),
        responses: { 200: json('The person is verified.', completedFlow), ...refusals(400, 404, 409, 413, 415, 422) },
      },
    },
    '/v1/flows/{flowId}/reauthenticate': {
      post: {
        ...{ ...one, operationId: 'confirmPassword', summary: 'Say that the password was given once more' },
        description: 'Each token once, after you have asked for the password on `reauthenticateUrl`.',
        requestBody: body(passwordBody),
        responses: { 200: json('The visit goes on.', continued), ...refusals(400, 404, 409, 413, 415, 422) },
      },
    },
  };
}
