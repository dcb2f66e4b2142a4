import { type Response, Router } from 'express';
import { z } from 'zod';
import { ApiProblem } from './api.ts';
import { openFlow } from './flows.ts';
import { type Notice, noticeOfError } from './notices.ts';
import { signInPage } from './pages.ts';
import { type Contoso, sceneOf } from './scene.ts';
import { passwordProblems } from './users.ts';

const credentials = z.object({ name: z.string().max(100), password: z.string().max(200) });
const returned = z.object({
  flow: z.string().max(100),
  code: z.string().max(200).optional(),
  error: z.string().max(40).optional(),
});

/**
 * The way in: password, then the hosted pages, then back here with a code. Only the exchange of that code with the
 * service signs anybody in; whatever else a browser brings is a claim.
 */
export function signInRoutes(contoso: Contoso): Router {
  const { api, sessions, checkPassword, links } = contoso;
  const router = Router();
  const toSignIn = (response: Response, notice: Notice) =>
    response.redirect(303, `${links.base}/sign-in?notice=${notice}`);

  router.get('/sign-in', (_request, response) => {
    response.send(signInPage(sceneOf(response), { name: '', problem: null }));
  });

  router.post('/sign-in', async (request, response) => {
    const { name, password } = credentials.parse(request.body);
    const check = await checkPassword(name, password);
    if (check.outcome !== 'right') {
      const problem = passwordProblems[check.outcome];
      response.status(check.outcome === 'wrong' ? 422 : 429);
      response.send(signInPage(sceneOf(response), { name, problem }));
      return;
    }
    const { id: userId, displayName } = check.user;
    // The hosted pages greet the person by this name.
    await api.putUser(userId, { displayName });
    const flow = await openFlow(contoso, userId, 'signin');
    // Only now: somebody with the password alone has no more rights here than a visitor.
    sessions.renew(response, sceneOf(response).session, { name: 'password_given', userId }, flow.id);
    response.redirect(303, flow.url);
  });

  /** Where the hosted pages send the browser, with `code` or `error`. */
  router.get('/return', async (request, response) => {
    const session = sceneOf(response).session;
    const { stage } = session;
    const answer = returned.safeParse(request.query);
    // The visit of this browser and no other: else a link could sign somebody in to an account that is not theirs.
    if (!answer.success || stage.name === 'visitor' || session.flowId !== answer.data.flow) {
      toSignIn(response, 'other_sign_in');
      return;
    }
    const { flow, code, error } = answer.data;
    // Taken at once: of two requests with the same code only one goes on.
    session.flowId = null;
    if (code === undefined) {
      const notice = noticeOfError(error ?? '');
      // Whoever only left their security settings stays signed in.
      if (stage.name === 'signed_in' && notice === 'canceled') {
        response.redirect(303, `${links.base}/?notice=settings_left`);
        return;
      }
      sessions.renew(response, session, { name: 'visitor' });
      toSignIn(response, notice);
      return;
    }
    const completion = await api.completeFlow(flow, code).catch((refused: unknown) => {
      if (refused instanceof ApiProblem) return null;
      // Not answered: a reload may try again.
      session.flowId = flow;
      throw refused;
    });
    if (completion?.userId !== stage.userId) {
      sessions.renew(response, session, { name: 'visitor' });
      toSignIn(response, 'failed');
      return;
    }
    const { userId, amr, method, verifiedAt } = completion;
    sessions.renew(response, session, { name: 'signed_in', userId, how: { amr, method, verifiedAt } });
    response.redirect(303, `${links.base}/`);
  });

  return router;
}
