import { Router } from 'express';
import type { z } from 'zod';
import type { BypassRecord } from '#ports/user-secrets.ts';
import type { BlockRecord } from '#ports/users.ts';
import {
  blockUser,
  putUser,
  readUser,
  removeUser,
  setPin,
  type UserDependencies,
  type UserState,
} from '#services/users.ts';
import { parse } from '../validate.ts';
import { applicationOf } from './authenticated.ts';
import { requireLocale, userIdOf } from './user-parameters.ts';
import { type block, blockBody, type bypass, pinBody, type user, userBody } from './user-schemas.ts';

/** The routes below `/v1/users`; the application is known by now (`authenticated`). */
export function userRoutes(deps: UserDependencies): Router {
  const router = Router();

  router.get('/:userId', async (request, response) => {
    response.json(viewUser(await readUser(deps, applicationOf(response).id, userIdOf(request))));
  });

  router.put('/:userId', async (request, response) => {
    const userId = userIdOf(request);
    const changes = parse(userBody, request.body, 'body');
    if (typeof changes.locale === 'string') requireLocale(changes.locale);
    const { user, made } = await putUser(deps, applicationOf(response).id, userId, changes);
    response.status(made ? 201 : 200).json(viewUser(user));
  });

  router.delete('/:userId', async (request, response) => {
    await removeUser(deps, applicationOf(response).id, userIdOf(request));
    response.status(204).end();
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

export function viewUser({ pinSetAt, block, bypass, createdAt, ...rest }: UserState): z.input<typeof user> {
  return {
    ...rest,
    pinSetAt: pinSetAt?.toISOString() ?? null,
    block: block && viewBlock(block),
    bypass: bypass && viewBypass(bypass),
    createdAt: createdAt.toISOString(),
  };
}

export function viewBypass({ reason, createdAt, endsAt }: BypassRecord): z.input<typeof bypass> {
  return { reason, createdAt: createdAt.toISOString(), endsAt: endsAt.toISOString() };
}

function viewBlock({ reason, createdAt, endsAt, verificationId }: BlockRecord): z.input<typeof block> {
  return { reason, createdAt: createdAt.toISOString(), endsAt: endsAt.toISOString(), verificationId };
}
