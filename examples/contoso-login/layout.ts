import { type Html, html } from './html.ts';
import type { Links } from './links.ts';
import { noticeText } from './notices.ts';
import type { Session } from './sessions.ts';

/** What every page is made with. */
export interface Scene {
  links: Links;
  session: Session;
  /** The word of a notice, as it stands in the address: see notices.ts. */
  notice?: unknown;
}

/** A whole page. No script: everything here is links and forms. */
export function page({ links, session, notice }: Scene, title: string, content: Html): string {
  const said = noticeText(notice);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Contoso</title>
<link rel="stylesheet" href="${links.base}/style.css">
<link rel="icon" href="${links.base}/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
  <a class="brand" href="${links.base}/">${logo}Contoso</a>
  <nav aria-label="Main">
    <a href="${links.base}/mail">Mail program</a>
    <a href="${links.base}/administrator">Administrator</a>
    ${session.stage.name === 'signed_in' && form({ links, session }, '/sign-out', html`<button class="quiet">Sign out</button>`)}
  </nav>
</header>
<main id="main">
${said !== null && html`<p class="notice" role="status">${said}</p>`}
${content}
</main>
<footer>A demo: Contoso is no company, and these people are nobody.</footer>
</body>
</html>
`.text;
}

/** A form that only pages of this session can send. @param action below the portal's own address */
export function form({ links, session }: Scene, action: string, content: Html, className = ''): Html {
  return html`<form method="post" action="${links.base}${action}" class="${className}">
<input type="hidden" name="csrf" value="${session.csrfToken}">${content}</form>`;
}

/** An input with its label, and below it what is wrong with it. */
export function field(label: string, name: string, attributes: Html, problem: string | null = null): Html {
  const described = problem !== null && html`aria-invalid="true" aria-describedby="${name}-problem"`;
  return html`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" required ${attributes} ${described}>
${problem !== null && html`<p class="problem" id="${name}-problem">${problem}</p>`}</div>`;
}

export function moment(at: Date): Html {
  const text = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }).format(at);
  return html`<time datetime="${at.toISOString()}">${text} UTC</time>`;
}

const logo = html`<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
<path class="logo-back" d="M16 2 28 9v14l-12 7L4 23V9z"/>
<path class="logo-line" d="M21 12.500a6 6 0 1 0 0 7"/></svg>`;
