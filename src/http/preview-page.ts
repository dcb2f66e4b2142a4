import type { RecordingType } from '#domain/recording.ts';
import { recordingPath } from '#services/own-phrases.ts';
import { previewScript } from './preview-script.ts';

/** One sentence as the page shows it. */
export interface PreviewLine {
  phrase: string;
  /** Filled in. For a recording: the standard words that it takes the place of. */
  text: string;
  /** Whether the application replaced the standard words. */
  own: boolean;
  recording: { id: string; type: RecordingType; seconds: number } | null;
}

interface Page {
  nonce: string;
  brand: string;
  locale: string;
  lines: PreviewLine[];
}

/** The page that says what a call says: no framework, no request but for recordings. */
export function previewPage({ nonce, brand, locale, lines }: Page): string {
  const content = `
<h1>What calls say for ${escapeHtml(brand)}</h1>
<p>In ${escapeHtml(locale)}, in the order of a call. Your browser says the texts; on the telephone it is another voice.
“…” stands for what only a call knows.</p>
<p><button id="all">Say all</button> <button id="stop">Stop</button></p>
<p id="status" role="status"></p>
<ol>${lines.map((line) => viewLine(line, locale)).join('')}
</ol>
<script nonce="${nonce}">${previewScript}</script>`;
  return page(nonce, `Preview of ${brand}`, content);
}

/** Said for what is forged and for what is expired alike. */
export function closedPage(nonce: string): string {
  const content = '<p>This preview does not exist or is over: ask for a new one over the API.</p>';
  return page(nonce, 'No preview', content);
}

function viewLine({ phrase, text, own, recording }: PreviewLine, locale: string): string {
  const name = escapeHtml(phrase);
  const sound = recording
    ? `\n  <audio preload="none" src="../../${recordingPath(recording.id, recording.type)}"></audio>`
    : '';
  const kind = recording ? `your recording, ${Math.ceil(recording.seconds)} s` : own ? 'your text' : 'standard';
  return `
<li>
  <h2 id="${name}">${name}</h2> <span class="${own ? 'own' : 'standard'}">${kind}</span>
  <p lang="${escapeHtml(locale)}">${recording ? `<del>${escapeHtml(text)}</del>` : escapeHtml(text)}</p>${sound}
  <button class="play" aria-describedby="${name}">Play</button>
</li>`;
}

function page(nonce: string, title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>${content}
</main>
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; line-height: 1.25; }
h2 { display: inline; font-size: 1rem; }
li { margin: 1.25rem 0; padding-left: .25rem; }
li p { margin: .25rem 0; overflow-wrap: anywhere; }
li[aria-current] { outline: 2px solid Highlight; outline-offset: .5rem; }
.own { font-weight: 600; }
.own, .standard { font-size: .875rem; border: 1px solid; border-radius: .75rem; padding: 0 .5rem; }
.standard { opacity: .75; }
button { font: inherit; padding: .25rem .9rem; min-height: 2.5rem; }
`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
