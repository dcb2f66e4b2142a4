import { type Response, Router } from 'express';
import type { z } from 'zod';
import type { AppPasswordRecord } from '#ports/user-secrets.ts';
import {
  type AppPasswordDependencies,
  createAppPassword,
  removeAppPassword,
  verifyAppPassword,
} from '#services/app-passwords.ts';
import { parse } from '../validate.ts';
import {
  type appPassword,
  createAppPasswordBody,
  type createdAppPassword,
  type verifiedAppPassword,
  verifyAppPasswordBody,
} from './app-password-schemas.ts';
import { applicationOf } from './authenticated.ts';
import { userIdOf } from './user-parameters.ts';

/** The routes of app passwords below `/v1`; the application is known by now (`authenticated`). */
export function appPasswordRoutes(deps: AppPasswordDependencies): Router {
  const router = Router();
  const whose = (response: Response, userId: string) => ({ applicationId: applicationOf(response).id, userId });

  router.get('/users/:userId/app-passwords', async (request, response) => {
    const passwords = await deps.userSecrets.appPasswords(whose(response, userIdOf(request)));
    response.json({ data: passwords.map(view) });
  });

  router.post('/users/:userId/app-passwords', async (request, response) => {
    const owner = whose(response, userIdOf(request));
    const { name: asked } = parse(createAppPasswordBody, request.body, 'body');
    const { id, name, password, createdAt } = await createAppPassword(deps, owner, asked);
    const answer: z.input<typeof createdAppPassword> = { id, name, password, createdAt: createdAt.toISOString() };
    response.status(201).json(answer);
  });

  router.delete('/users/:userId/app-passwords/:appPasswordId', async (request, response) => {
    await removeAppPassword(deps, whose(response, userIdOf(request)), request.params.appPasswordId);
    response.status(204).end();
  });

  router.post('/app-passwords/verify', async (request, response) => {
    const { userId, password } = parse(verifyAppPasswordBody, request.body, 'body');
    const used = await verifyAppPassword(deps, whose(response, userId), password);
    const answer: z.input<typeof verifiedAppPassword> = {
      verified: used !== null,
      appPassword: used && { id: used.id, name: used.name },
    };
    response.json(answer);
  });

  return router;
}

function view({ id, name, createdAt, lastUsedAt }: AppPasswordRecord): z.input<typeof appPassword> {
  return { id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}
