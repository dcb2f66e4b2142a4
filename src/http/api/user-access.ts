import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import type { RememberedDeviceRecord } from '#ports/user-secrets.ts';
import { grantBypass } from '#services/bypass.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { forgetDevice } from '#services/devices.ts';
import { resetUser } from '#services/reset.ts';
import { parse } from '../validate.ts';
import { applicationOf } from './authenticated.ts';
import { bypassBody, type rememberedDevice, resetBody } from './user-access-schemas.ts';
import { userIdOf } from './user-parameters.ts';
import { viewBypass, viewUser } from './users.ts';

/** Who gets in without a call, and who must register again; below `/v1/users`. The application is known by now. */
export function userAccessRoutes(deps: Dependencies): Router {
  const router = Router();
  const whose = (request: Request<{ userId: string }>, response: Response) => ({
    applicationId: applicationOf(response).id,
    userId: userIdOf(request),
  });

  router.post('/:userId/bypass', async (request, response) => {
    const user = whose(request, response);
    const asked = parse(bypassBody, request.body, 'body');
    response.json(viewBypass(await grantBypass(deps, user, asked)));
  });

  router.delete('/:userId/bypass', async (request, response) => {
    await deps.userSecrets.revokeBypass(whose(request, response), deps.clock.now());
    response.status(204).end();
  });

  router.get('/:userId/remembered-devices', async (request, response) => {
    const devices = await deps.userSecrets.devices(whose(request, response), deps.clock.now());
    response.json({ data: devices.map(viewDevice) });
  });

  router.delete('/:userId/remembered-devices/:deviceId', async (request, response) => {
    await forgetDevice(deps, whose(request, response), request.params.deviceId);
    response.status(204).end();
  });

  router.post('/:userId/reset', async (request, response) => {
    const { applicationId, userId } = whose(request, response);
    const asked = parse(resetBody, request.body, 'body');
    response.json(viewUser(await resetUser(deps, applicationId, userId, asked)));
  });

  return router;
}

function viewDevice(device: RememberedDeviceRecord): z.input<typeof rememberedDevice> {
  const { id, name, factorId, createdAt, expiresAt, lastUsedAt } = device;
  return {
    ...{ id, name, factorId, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
