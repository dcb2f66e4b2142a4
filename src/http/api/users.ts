import { type Request, Router } from 'express';
import type { z } from 'zod';
import { ApiError } from '#errors';
import type { BlockRecord, UserRecord } from '#ports/users.ts';
import { blockUser, readUser, setPin, type UserDependencies } from '#services/users.ts';
import { parse } from '../validate.ts';
import { applicationOf } from './authenticated.ts';
import { type block, blockBody, pinBody, type user, userParameters } from './user-schemas.ts';

/** The routes below `/v1/users`; the application is known by now (`authenticated`). */
export function userRoutes(deps: UserDependencies): Router {
  const router = Router();

  router.get('/:userId', async (request, response) => {
    response.json(viewUser(await readUser(deps, applicationOf(response).id, userIdOf(request))));
  });

  router.put('/:userId/pin', async (request, response) => {
    const userId = userIdOf(request);
    const { pin } = parse(pinBody, request.body, 'body');
    await setPin(deps, applicationOf(response).id, userId, pin);
    response.status(204).end();
  });

  router.delete('/:userId/pin', async (request, response) => {
    await deps.users.clearPin(applicationOf(response).id, userIdOf(request));
    response.status(204).end();
  });

  router.post('/:userId/block', async (request, response) => {
    const userId = userIdOf(request);
    const asked = parse(blockBody, request.body, 'body');
    response.json(viewBlock(await blockUser(deps, applicationOf(response).id, userId, asked)));
  });

  router.delete('/:userId/block', async (request, response) => {
    await deps.users.liftBlock(applicationOf(response).id, userIdOf(request), deps.clock.now());
    response.status(204).end();
  });

  return router;
}

/** @throws ApiError `invalid_request` for an id that no user can have. */
function userIdOf(request: Request<{ userId: string }>): string {
  const parsed = userParameters.safeParse(request.params);
  if (parsed.success) return parsed.data.userId;
  const message = 'must be 1 to 200 characters without control characters';
  throw new ApiError('invalid_request', `The userId in the address ${message}.`, {
    fields: [{ path: 'userId', message }],
  });
}

function viewUser({ id, pinSetAt, block }: UserRecord): z.input<typeof user> {
  return { id, pinSetAt: pinSetAt?.toISOString() ?? null, block: block && viewBlock(block) };
}

function viewBlock({ reason, createdAt, endsAt, verificationId }: BlockRecord): z.input<typeof block> {
  return { reason, createdAt: createdAt.toISOString(), endsAt: endsAt.toISOString(), verificationId };
}
