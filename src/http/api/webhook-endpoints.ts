import { Router } from 'express';
import type { z } from 'zod';
import type { WebhookEndpoint } from '#ports/events.ts';
import {
  changeEndpoint,
  createEndpoint,
  type EndpointDependencies,
  removeEndpoint,
} from '#services/webhook-endpoints.ts';
import { parse } from '../validate.ts';
import { applicationOf } from './authenticated.ts';
import { changeEndpointBody, createEndpointBody, type endpoint } from './webhook-endpoint-schemas.ts';

/** The routes below `/v1/webhook-endpoints`; the application is known by now (`authenticated`). */
export function webhookEndpointRoutes(deps: EndpointDependencies): Router {
  const router = Router();

  router.get('/', async (_request, response) => {
    const endpoints = await deps.webhookEndpoints.list(applicationOf(response).id);
    response.json({ data: endpoints.map(viewEndpoint) });
  });

  router.post('/', async (request, response) => {
    const asked = parse(createEndpointBody, request.body, 'body');
    const { endpoint, secret } = await createEndpoint(deps, applicationOf(response), asked);
    response.status(201).json({ ...viewEndpoint(endpoint), secret });
  });

  router.patch('/:endpointId', async (request, response) => {
    const changes = parse(changeEndpointBody, request.body, 'body');
    const { endpointId } = request.params;
    response.json(viewEndpoint(await changeEndpoint(deps, applicationOf(response), endpointId, changes)));
  });

  router.delete('/:endpointId', async (request, response) => {
    await removeEndpoint(deps, applicationOf(response), request.params.endpointId);
    response.status(204).end();
  });

  return router;
}

function viewEndpoint({ id, url, events, enabled, createdAt, updatedAt }: WebhookEndpoint): z.input<typeof endpoint> {
  return { id, url, events, enabled, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
