import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { MOST_FACTORS } from '#domain/factor.ts';
import { ApiError } from '#errors';
import type { FactorRecord } from '#ports/factors.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { addFactor, changeFactor, listFactors, type Owner, removeFactor } from '#services/factors.ts';
import { parse } from '../validate.ts';
import { applicationOf } from './authenticated.ts';
import { changeFactorBody, type factor, factorBody } from './factor-schemas.ts';
import { userIdOf } from './user-parameters.ts';

type OfUser = Request<{ userId: string }>;
type OfFactor = Request<{ userId: string; factorId: string }>;

/** The routes below `/v1/users/:userId/factors`; the application is known by now (`authenticated`). */
export function factorRoutes(deps: Dependencies): Router {
  const router = Router({ mergeParams: true });
  /** As it is among the others by now. */
  const viewOf = async (owner: Owner, { id, ...rest }: FactorRecord) => {
    const listed = (await listFactors(deps, owner)).find((each) => each.id === id);
    return viewFactor(listed ?? { id, ...rest, isDefault: false });
  };

  router.get('/', async (request: OfUser, response) => {
    response.json({ data: (await listFactors(deps, ownerOf(request, response))).map(viewFactor) });
  });

  router.post('/', async (request: OfUser, response) => {
    const owner = ownerOf(request, response);
    const added = await addFactor(deps, owner, parse(factorBody, request.body, 'body'));
    if (added.outcome !== 'added') throw refusal(added.outcome);
    response.status(201).json(await viewOf(owner, added.factor));
  });

  router.patch('/:factorId', async (request: OfFactor, response) => {
    const owner = ownerOf(request, response);
    const changes = parse(changeFactorBody, request.body, 'body');
    response.json(await viewOf(owner, await changeFactor(deps, owner, request.params.factorId, changes)));
  });

  router.delete('/:factorId', async (request: OfFactor, response) => {
    await removeFactor(deps, ownerOf(request, response), request.params.factorId);
    response.status(204).end();
  });

  return router;
}

function ownerOf(request: OfUser, response: Response): Owner {
  return { application: applicationOf(response), userId: userIdOf(request) };
}

function refusal(outcome: 'known' | 'too_many'): ApiError {
  return outcome === 'known'
    ? new ApiError('state_conflict', 'The user has this number and extension already: change or remove that phone.')
    : new ApiError('not_acceptable_value', `The user has ${MOST_FACTORS} phones already: remove one first.`);
}

function viewFactor({
  numberMasked,
  createdAt,
  verifiedAt,
  ...rest
}: FactorRecord & { isDefault: boolean }): z.input<typeof factor> {
  return {
    ...rest,
    number: numberMasked,
    createdAt: createdAt.toISOString(),
    verifiedAt: verifiedAt?.toISOString() ?? null,
  };
}
