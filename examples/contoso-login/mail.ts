import { Router } from 'express';
import { z } from 'zod';
import { type Api, ApiProblem } from './api.ts';
import { html } from './html.ts';
import { field, form, page, type Scene } from './layout.ts';
import { type Contoso, sceneOf } from './scene.ts';
import { userByName } from './users.ts';

const credentials = z.object({ name: z.string().max(100), appPassword: z.string().max(100) });

type MailSignIn = { outcome: 'in'; name: string; appPassword: string } | { outcome: 'refused'; sentence: string };

/**
 * A program that cannot show pages, such as one for mail, gives a user name and an app password: this page plays the
 * program, and `signInToMail` is what the mail server does.
 */
export function mailRoutes({ api }: Contoso): Router {
  const router = Router();
  router.get('/', (_request, response) => void response.send(mailPage(sceneOf(response), '', null)));
  router.post('/', async (request, response) => {
    const { name, appPassword } = credentials.parse(request.body);
    const signIn = await signInToMail(api, name, appPassword);
    response.status(signIn.outcome === 'in' ? 200 : 422);
    response.send(mailPage(sceneOf(response), name, signIn));
  });
  return router;
}

async function signInToMail(api: Api, name: string, appPassword: string): Promise<MailSignIn> {
  // A name that nobody has is asked about too: the answer takes as long, and reads the same.
  const userId = userByName(name)?.id ?? `nobody:${name}`;
  try {
    const { verified, appPassword: which } = await api.verifyAppPassword(userId, appPassword);
    if (verified) return { outcome: 'in', name, appPassword: which?.name ?? '' };
    return { outcome: 'refused', sentence: 'The user name or the app password is wrong.' };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const minutes = Math.ceil((error.retryAfterSeconds ?? 60) / 60);
    const later = `There were too many tries. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
    return { outcome: 'refused', sentence: error.status === 429 ? later : 'That cannot be an app password.' };
  }
}

function mailPage(scene: Scene, name: string, signIn: MailSignIn | null): string {
  const problem = signIn?.outcome === 'refused' ? signIn.sentence : null;
  const fields = html`
${field('User name', 'name', html`autocomplete="off" autocapitalize="none" spellcheck="false" value="${name}"`)}
${field('App password', 'appPassword', html`type="password" autocomplete="off"`, problem)}
<button>Get mail</button>`;
  const content =
    signIn?.outcome === 'in'
      ? html`<section class="card window">
<h1>Inbox of ${signIn.name}</h1>
<p class="notice" role="status">Signed in with the app password “${signIn.appPassword}”. No phone rang.</p>
<ul class="inbox">${letters.map(([from, subject]) => html`<li><b>${from}</b> ${subject}</li>`)}</ul>
</section>`
      : html`<section class="card window">
<h1>A mail program</h1>
<p class="muted">It cannot wait for a phone call. Instead of your password it is given an app password, which you make
when you set up your phone, or in your security settings.</p>
${form(scene, '/mail', fields, 'stack')}
</section>`;
  return page(scene, 'Mail program', content);
}

const letters = [
  ['Ben Okafor', 'The figures for Thursday'],
  ['Facilities', 'The lift on the third floor works again'],
  ['Chloé Martin', 'Lunch?'],
] as const;
