import { type Html, html } from './html.ts';
import { field, form, moment, page, type Scene } from './layout.ts';
import type { Stage } from './sessions.ts';
import { type User, users } from './users.ts';

type SignedIn = Extract<Stage, { name: 'signed_in' }>;

/** @param typed the name that was typed before, and what was wrong */
export function signInPage(scene: Scene, typed: { name: string; problem: string | null }): string {
  const fields = html`
${field('User name', 'name', html`autocomplete="username" autocapitalize="none" spellcheck="false" value="${typed.name}" ${typed.problem === null && html`autofocus`}`)}
${field('Password', 'password', html`type="password" autocomplete="current-password" ${typed.problem !== null && html`autofocus`}`, typed.problem)}
<button>Sign in</button>`;
  const content = html`<div class="split">
<section class="card">
  <h1>Sign in to Contoso</h1>
  <p class="muted">After your password, we verify by phone that it is you.</p>
  ${form(scene, '/sign-in', fields, 'stack')}
</section>
<aside class="hint" aria-labelledby="hint">${hint(scene)}</aside>
</div>`;
  return page(scene, typed.problem === null ? 'Sign in' : 'Not signed in', content);
}

function hint({ links }: Scene): Html {
  const phoneOf = ({ displayName, hint: { phone } }: User) =>
    links.phone === null
      ? html`${phone}`
      : html`<a href="${links.phone}?${new URLSearchParams({ number: phone.replaceAll(' ', '') }).toString()}"
target="_blank" aria-label="${phone}, the phone of ${displayName}, in a new window">${phone}</a>`;
  const row = (user: User) =>
    html`<tr><td><code>${user.name}</code></td><td><code>${user.hint.password}</code></td><td>${phoneOf(user)}</td></tr>`;
  return html`<h2 id="hint">This is a demo</h2>
<ol>
  <li>Choose one of these people${links.phone !== null && html`, and open their phone beside this window`}.</li>
  <li>Sign in as them, and set up that phone.</li>
  <li>Answer it and press <kbd>#</kbd>.</li>
</ol>
<div class="scroll"><table>
<thead><tr><th scope="col">User name</th><th scope="col">Password</th><th scope="col">Phone</th></tr></thead>
<tbody>${users.map(row)}</tbody>
</table></div>`;
}

/** Asks for the password once more, before a phone is bound to the account. */
export function reauthenticatePage(
  scene: Scene,
  user: User,
  { flow, token }: { flow: string; token: string },
  problem: string | null,
): string {
  const fields = html`<input type="hidden" name="flow" value="${flow}"><input type="hidden" name="token" value="${token}">
<input type="hidden" name="username" value="${user.name}" autocomplete="username">
${field('Password', 'password', html`type="password" autocomplete="current-password" autofocus`, problem)}
<button>Continue</button>`;
  const content = html`<section class="card narrow">
<h1>Is it you, ${user.displayName}?</h1>
<p class="muted">Type your password once more before a phone is added to your account.</p>
${form(scene, '/reauthenticate', fields, 'stack')}
</section>`;
  return page(scene, 'Your password once more', content);
}

/** @param corner the administrator's corner for this person */
export function portalPage(scene: Scene, user: User, { how }: SignedIn, corner: Html): string {
  const content = html`<h1>Welcome, ${user.displayName}</h1>
<div class="columns">
<section class="card" aria-labelledby="how">
  <h2 id="how">How you signed in</h2>
  <dl>
    <dt>Account</dt><dd><code>${user.name}</code></dd>
    <dt>Verified by</dt><dd>${methods[how.method] ?? how.method}</dd>
    <dt>Methods</dt><dd>${['pwd', ...how.amr].map((each) => html`<code>${each}</code> `)}</dd>
    <dt>When</dt><dd>${moment(how.verifiedAt)}</dd>
  </dl>
</section>
<section class="card" aria-labelledby="security">
  <h2 id="security">Your account</h2>
  <p class="muted">Phones, app passwords, remembered browsers and your recent sign-ins.</p>
  ${form(scene, '/security-settings', html`<button>Your security settings</button>`)}
</section>
</div>
${corner}`;
  return page(scene, 'Portal', content);
}

/** In words for people; `amr` is for programs. */
const methods: Record<string, string> = {
  call: 'password and a phone call',
  sms: 'password and a text message',
  remembered_device: 'password, on a browser that is remembered',
  bypass: 'password alone: an administrator let you in once',
};

export function messagePage(scene: Scene, title: string, sentence: string): string {
  const content = html`<section class="card narrow"><h1>${title}</h1><p>${sentence}</p>
<p><a href="${scene.links.base}/">Go to the portal</a></p></section>`;
  return page(scene, title, content);
}
