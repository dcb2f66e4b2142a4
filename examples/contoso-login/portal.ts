import { Router } from 'express';
import { administratorsCorner, recordOf } from './administrator.ts';
import { ApiUnavailable } from './api.ts';
import { openFlow } from './flows.ts';
import { type Html, html } from './html.ts';
import { portalPage } from './pages.ts';
import { type Contoso, sceneOf } from './scene.ts';
import { userById } from './users.ts';

/** Whoever is signed in stays so while the service is away: only who comes in needs it. */
function cornerIsAway(error: unknown): Html {
  if (!(error instanceof ApiUnavailable)) throw error;
  return html`<p class="muted">The administrator’s corner cannot be reached at the moment.</p>`;
}

/** What is for people who are signed in, and the way out. */
export function portalRoutes(contoso: Contoso): Router {
  const { api, sessions, links } = contoso;
  const router = Router();

  router.get('/', async (_request, response) => {
    const scene = sceneOf(response);
    const { stage } = scene.session;
    const user = stage.name === 'signed_in' && userById(stage.userId);
    if (stage.name !== 'signed_in' || !user) {
      response.redirect(303, `${links.base}/sign-in`);
      return;
    }
    const corner = recordOf(api, user).then((record) => administratorsCorner(scene, record, 'Administrator’s corner'));
    response.send(portalPage(scene, user, stage, await corner.catch(cornerIsAway)));
  });

  router.post('/security-settings', async (_request, response) => {
    const { session } = sceneOf(response);
    if (session.stage.name !== 'signed_in') {
      response.redirect(303, `${links.base}/sign-in?notice=sign_in_first`);
      return;
    }
    const flow = await openFlow(contoso, session.stage.userId, 'account');
    session.flowId = flow.id;
    response.redirect(303, flow.url);
  });

  router.post('/sign-out', (_request, response) => {
    sessions.renew(response, sceneOf(response).session, { name: 'visitor' });
    response.redirect(303, `${links.base}/sign-in?notice=signed_out`);
  });

  return router;
}
