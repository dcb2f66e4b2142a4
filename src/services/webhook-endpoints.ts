import { randomBytes } from 'node:crypto';
import { v7 as uuidv7, validate } from 'uuid';
import { ApiError } from '#errors';
import type { Clock } from '#ports/clock.ts';
import type { EndpointChanges, OutgoingEventType, WebhookEndpoint, WebhookEndpointStore } from '#ports/events.ts';
import type { ApplicationRecord } from '#ports/store.ts';
import { addressProblem } from './event-address.ts';
import { unacceptable } from './refusals.ts';

export interface EndpointDependencies {
  webhookEndpoints: WebhookEndpointStore;
  clock: Clock;
}

const MOST_ENDPOINTS = 10;
/** Standard Webhooks: 24 to 64. */
const SECRET_BYTES = 32;

type Owner = Pick<ApplicationRecord, 'id' | 'settings'>;

/**
 * Makes an endpoint. Returns its secret in clear: it cannot be shown again.
 * @throws ApiError `not_acceptable_value` for an address that events may not go to, and for the eleventh endpoint.
 */
export async function createEndpoint(
  { webhookEndpoints, clock }: EndpointDependencies,
  application: Owner,
  { url, events, enabled }: { url: string; events: OutgoingEventType[]; enabled: boolean },
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  checkAddress(url, application);
  const at = clock.now();
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  const endpoint = { id: uuidv7(), applicationId: application.id, url, events, enabled, createdAt: at, updatedAt: at };
  if (await webhookEndpoints.create(endpoint, secret, MOST_ENDPOINTS)) return { endpoint, secret };
  throw new ApiError('not_acceptable_value', `There are ${MOST_ENDPOINTS} endpoints already: delete one first.`);
}

/** @throws ApiError `not_found`, `not_acceptable_value` for an address that events may not go to. */
export async function changeEndpoint(
  { webhookEndpoints, clock }: EndpointDependencies,
  application: Owner,
  id: string,
  changes: EndpointChanges,
): Promise<WebhookEndpoint> {
  if (changes.url !== undefined) checkAddress(changes.url, application);
  const endpoint = validate(id) ? await webhookEndpoints.change(application.id, id, changes, clock.now()) : null;
  if (!endpoint) throw unknown();
  return endpoint;
}

/** @throws ApiError `not_found`. */
export async function removeEndpoint(
  { webhookEndpoints }: EndpointDependencies,
  application: Owner,
  id: string,
): Promise<void> {
  if (!validate(id) || !(await webhookEndpoints.remove(application.id, id))) throw unknown();
}

function checkAddress(url: string, { settings }: Owner): void {
  const problem = addressProblem(url, settings.eventHosts ?? []);
  if (problem !== null) throw unacceptable('url', problem);
}

function unknown(): ApiError {
  return new ApiError('not_found', 'There is no webhook endpoint with this id.');
}
