import { Router } from 'express';
import { type Api, ApiProblem, type UserView, type VerificationView } from './api.ts';
import { type Html, html } from './html.ts';
import { form, moment, page, type Scene } from './layout.ts';
import type { Notice } from './notices.ts';
import { type Contoso, sceneOf } from './scene.ts';
import { type User, userById, users } from './users.ts';

const BYPASS_SECONDS = 600;
const SHOWN_VERIFICATIONS = 5;

/** What an administrator can do to an account. */
const actions: Record<string, { does: (api: Api, userId: string) => Promise<void>; notice: Notice }> = {
  reset: { does: (api, id) => api.reset(id), notice: 'reset_done' },
  bypass: { does: (api, id) => api.bypass(id, BYPASS_SECONDS, 'Let in by the demo'), notice: 'bypass_done' },
  block: { does: (api, id) => api.block(id, 'Blocked in the demo'), notice: 'block_done' },
  unblock: { does: (api, id) => api.unblock(id), notice: 'unblock_done' },
};

/**
 * The administrator's corner. Anybody may enter it here, so that the demo shows both sides in one window; a portal that
 * is none lets in administrators only, after a verification of their own.
 */
export function administratorRoutes({ api, links }: Contoso): Router {
  const router = Router();

  router.get('/', async (_request, response) => {
    const scene = sceneOf(response);
    const records = await Promise.all(users.map((user) => recordOf(api, user)));
    const content = html`<h1>Administrator’s corner</h1>
<p class="muted">Only in this demo is it open to everybody.</p>${records.map((each) => administratorsCorner(scene, each, each.user.displayName))}`;
    response.send(page(scene, 'Administrator', content));
  });

  router.post('/:userId/:action', async (request, response, next) => {
    const user = userById(request.params.userId);
    const action = Object.hasOwn(actions, request.params.action) && actions[request.params.action];
    if (!user || !action) {
      next();
      return;
    }
    await action.does(api, user.id);
    response.redirect(303, `${links.base}/administrator?notice=${action.notice}`);
  });

  return router;
}

/** What the service knows about somebody; `view` is null for people it never heard of. */
export interface UserRecord {
  user: User;
  view: UserView | null;
  verifications: VerificationView[];
}

export async function recordOf(api: Api, user: User): Promise<UserRecord> {
  const unheardOf = (error: unknown) => {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  };
  const [view, verifications] = await Promise.all([
    api.getUser(user.id).catch(unheardOf),
    api.verificationsOf(user.id, SHOWN_VERIFICATIONS),
  ]);
  return { user, view, verifications };
}

/** The buttons for one person, and how their last verifications went. */
export function administratorsCorner(scene: Scene, { user, view, verifications }: UserRecord, heading: string): Html {
  const button = (action: string, label: string) =>
    form(scene, `/administrator/${user.id}/${action}`, html`<button class="second">${label}</button>`);
  const block = view?.block ?? null;
  const bypass = view?.bypass ?? null;
  return html`<section class="card corner" aria-labelledby="${user.id}">
<h2 id="${user.id}">${heading}</h2>
${block && html`<p class="notice">Blocked until ${moment(block.endsAt)}: ${block.reason}</p>`}
${bypass && html`<p class="notice">The next sign-in until ${moment(bypass.endsAt)} needs no phone.</p>`}
<div class="buttons" role="group" aria-label="What to do with ${user.displayName}">
${button('reset', 'Require set-up again')} ${button('bypass', 'Let in once')}
${block ? button('unblock', 'Lift the block') : button('block', 'Block')}
</div>
<h3>Last verifications</h3>
${verifications.length === 0 ? html`<p class="muted">None yet.</p>` : verificationTable(user, verifications)}
</section>`;
}

function verificationTable(user: User, verifications: VerificationView[]): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Last verifications of ${user.displayName}"><table>
<thead><tr><th scope="col">When</th><th scope="col">What for</th><th scope="col">How</th><th scope="col">Outcome</th></tr></thead>
<tbody>${verifications.map(
    ({ createdAt, purpose, channel, to, status, reason }) => html`<tr><td>${moment(createdAt)}</td><td>${purpose}</td>
<td>${channel} ${to}</td><td><span class="status ${status === 'verified' && 'good'}">${status}</span> ${reason}</td></tr>`,
  )}</tbody></table></div>`;
}
