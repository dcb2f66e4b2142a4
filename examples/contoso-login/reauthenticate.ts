import { Router } from 'express';
import { z } from 'zod';
import { ApiProblem } from './api.ts';
import { reauthenticatePage } from './pages.ts';
import { type Contoso, sceneOf } from './scene.ts';
import type { Session } from './sessions.ts';
import { passwordProblems, type User, userById } from './users.ts';

const question = z.object({ flow: z.string().min(1).max(100), token: z.string().min(1).max(200) });
const answer = question.extend({ password: z.string().max(200) });

/**
 * The hosted pages ask for the password once more before they bind a phone: a browser that somebody left open, or a
 * visit that was led astray, must not be enough to add a telephone to an account.
 */
export function reauthenticateRoutes({ api, checkPassword, links }: Contoso): Router {
  const router = Router();

  router.get('/', (request, response) => {
    const asked = question.safeParse(request.query);
    const user = asked.success ? whoseVisit(sceneOf(response).session, asked.data.flow) : undefined;
    if (!asked.success || !user) response.redirect(303, `${links.base}/sign-in?notice=other_sign_in`);
    else response.send(reauthenticatePage(sceneOf(response), user, asked.data, null));
  });

  router.post('/', async (request, response) => {
    const { flow, token, password } = answer.parse(request.body);
    const user = whoseVisit(sceneOf(response).session, flow);
    if (!user) {
      response.redirect(303, `${links.base}/sign-in?notice=other_sign_in`);
      return;
    }
    // The name is that of the session, never one that was typed: it is this person's visit.
    const { outcome } = await checkPassword(user.name, password);
    if (outcome !== 'right') {
      response.status(outcome === 'wrong' ? 422 : 429);
      response.send(reauthenticatePage(sceneOf(response), user, { flow, token }, passwordProblems[outcome]));
      return;
    }
    const next = await api.reauthenticated(flow, token).catch((refused: unknown) => {
      if (refused instanceof ApiProblem) return `${links.base}/sign-in?notice=failed`;
      throw refused;
    });
    response.redirect(303, next);
  });

  return router;
}

/** Whose the visit is, if it is the one that this browser was sent to. */
function whoseVisit({ stage, flowId }: Session, flow: string): User | undefined {
  return stage.name !== 'visitor' && flowId === flow ? userById(stage.userId) : undefined;
}
