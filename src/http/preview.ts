import { randomBytes } from 'node:crypto';
import { type Response, Router } from 'express';
import type { GreetingDependencies } from '#services/greetings.ts';
import type { Preview, PreviewTokens } from '#services/preview-tokens.ts';
import { closedPage, type PreviewLine, previewPage } from './preview-page.ts';

export interface PreviewEdge extends GreetingDependencies {
  previews: PreviewTokens;
}

/** The routes below `/greetings/preview`: a page that says what a call says, for whoever holds a token in force. */
export function previewRoutes(edge: PreviewEdge): Router {
  const router = Router();
  router.get('/:token', async (request, response) => {
    const preview = edge.previews.read(request.params.token, edge.clock.now());
    const brand = preview && (await edge.greetings.brandOf(preview.applicationId));
    const nonce = randomBytes(16).toString('base64');
    if (!preview || brand === null) return send(response.status(404), nonce, closedPage(nonce));
    const lines = await linesOf(edge, preview, brand);
    send(response, nonce, previewPage({ nonce, brand, locale: preview.locale, lines }));
  });
  return router;
}

/** Everything that a call can say, the application's own words where it has some. */
async function linesOf({ greetings, phrases }: PreviewEdge, preview: Preview, brand: string): Promise<PreviewLine[]> {
  const { applicationId, locale } = preview;
  const own = new Map((await greetings.list(applicationId, locale)).map((greeting) => [greeting.phrase, greeting]));
  return phrases.names.map((phrase) => {
    const greeting = own.get(phrase);
    const text = fill(greeting && 'text' in greeting.words ? greeting.words.text : phrases.text(locale, phrase), brand);
    if (!greeting || 'text' in greeting.words) return { phrase, text, own: greeting !== undefined, recording: null };
    const { type, seconds } = greeting.words.recording;
    return { phrase, text, own: true, recording: { id: greeting.id, type, seconds } };
  });
}

/** The brand is known; what only a call knows, such as a code, stays open. */
function fill(text: string, brand: string): string {
  return text.replace(/\{(\w+)\}/g, (_, name) => (name === 'brand' ? brand : '…'));
}

/** Nothing but what the page brings along and recordings of this service; the address is kept from everybody else. */
function send(response: Response, nonce: string, html: string): void {
  response
    .set({
      'Content-Security-Policy': [
        ...["default-src 'none'", `script-src 'nonce-${nonce}'`, `style-src 'nonce-${nonce}'`, "media-src 'self'"],
        ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
      ].join('; '),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    })
    .type('html')
    .send(html);
}
