import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import type { Flow } from '#domain/flow.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { completeFlow, findFlow, readFlow } from '#services/flow/complete.ts';
import { createFlow } from '#services/flow/create-flow.ts';
import { confirmPassword } from '#services/flow/reauthenticate.ts';
import { alsoLog } from '../request-log.ts';
import { parse } from '../validate.ts';
import { applicationOf } from './authenticated.ts';
import {
  type completedFlow,
  completeFlowBody,
  type continued,
  type createdFlow,
  createFlowBody,
  type flow,
  passwordBody,
} from './flow-schemas.ts';

/** The routes below `/v1/flows`; the application is known by now (`authenticated`). */
export function flowRoutes(deps: Dependencies): Router {
  const router = Router();

  router.post('/', async (request, response) => {
    const {
      reauthenticateUrl = null,
      rememberDays = null,
      context = null,
      ...rest
    } = parse(createFlowBody, request.body, 'body');
    const asked = { ...rest, reauthenticateUrl, rememberDays, context, application: applicationOf(response) };
    const { flow, url } = await createFlow(deps, asked);
    alsoLog(response, { flowId: flow.id });
    response
      .status(201)
      .location(`/v1/flows/${flow.id}`)
      .json({ id: flow.id, url, expiresAt: flow.expiresAt.toISOString() } satisfies z.input<typeof createdFlow>);
  });

  router.get('/:flowId', async (request, response) => {
    response.json(viewFlow(await readFlow(deps, applicationOf(response).id, idOf(request, response))));
  });

  router.post('/:flowId/complete', async (request, response) => {
    const { code } = parse(completeFlowBody, request.body, 'body');
    const { verifiedAt, ...outcome } = await completeFlow(
      deps,
      applicationOf(response).id,
      idOf(request, response),
      code,
    );
    const verified = { verified: true, ...outcome, verifiedAt: verifiedAt.toISOString() } as const;
    response.json(verified satisfies z.input<typeof completedFlow>);
  });

  router.post('/:flowId/reauthenticate', async (request, response) => {
    const { token } = parse(passwordBody, request.body, 'body');
    const flow = await findFlow(deps, applicationOf(response).id, idOf(request, response));
    const continueUrl = await confirmPassword(deps, flow, token);
    response.json({ continueUrl } satisfies z.input<typeof continued>);
  });

  return router;
}

function idOf(request: Request<{ flowId: string }>, response: Response): string {
  alsoLog(response, { flowId: request.params.flowId });
  return request.params.flowId;
}

function viewFlow({ id, status, kind, userId, endedBecause, verificationId, ...times }: Flow): z.input<typeof flow> {
  const [createdAt, expiresAt] = [times.createdAt.toISOString(), times.expiresAt.toISOString()];
  return { id, status, kind, userId, endedBecause, verificationId, createdAt, expiresAt };
}
