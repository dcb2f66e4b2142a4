import { parseTwiml, sayOf, type TwimlDocument, TwimlError, type Verb } from './document.ts';
import { type Gathered, gather, repeated } from './gather.ts';
import { type DocumentRequest, type Line, utter } from './line.ts';

/** Where a call's first document comes from: a URL, or the order itself. */
export type Source = DocumentRequest | { twiml: string };

interface Loaded extends TwimlDocument {
  /** Null for a document that came with the order. */
  url: string | null;
}

/** What Twilio says when neither the URL nor its fallback yields a document. */
const applicationError = "We're sorry. An application error has occurred. Goodbye.";

/**
 * Runs a call's documents, from the first to the hang-up. Resolves when there is nothing more to run; stays
 * pending for ever when the call ends in the middle of speech or silence.
 * @param fallback where to go when a document cannot be had; null: nowhere
 */
export async function converse(
  line: Line,
  first: Source,
  fallback: { url: string; method: 'GET' | 'POST' } | null,
): Promise<void> {
  let next: Source | null = first;
  while (next !== null) {
    const document = await load(line, next, fallback);
    if (line.over) return;
    if (document === null) {
      await perform(sayOf(applicationError), null, line);
      break;
    }
    next = await run(document, line);
  }
  line.hangUp();
}

async function load(
  line: Line,
  source: Source,
  fallback: { url: string; method: 'GET' | 'POST' } | null,
): Promise<Loaded | null> {
  const result = 'twiml' in source ? read('text/xml', source.twiml, null) : await fetchDocument(line, source);
  if (!('errorCode' in result)) {
    for (const note of result.notes) line.note(note);
    return result;
  }
  line.note(`${result.errorCode}: ${result.detail}`);
  const url = 'twiml' in source ? '' : source.url;
  if (line.over || fallback === null || ('kind' in source && source.kind === 'fallback')) return null;
  const params = { ErrorCode: String(result.errorCode), ErrorUrl: url };
  return await load(line, { kind: 'fallback', ...fallback, params }, null);
}

type Failed = { errorCode: number; detail: string };

async function fetchDocument(line: Line, request: DocumentRequest): Promise<Loaded | Failed> {
  if (!/^https?:\/\//i.test(request.url) || !URL.canParse(request.url))
    return { errorCode: 11100, detail: `${request.url} is not an absolute http or https URL` };
  const answer = await line.request(request);
  return answer.ok ? read(answer.contentType, answer.body, request.url) : answer;
}

function read(contentType: string, body: string, url: string | null): Loaded | Failed {
  // Twilio reads plain text aloud and plays sound files: https://www.twilio.com/docs/voice/twiml#mime-types
  if (contentType === 'text/plain') return { url, verbs: [sayOf(body)], notes: [] };
  if (contentType.startsWith('audio/'))
    return { url, verbs: [{ verb: 'Play', url: url ?? '', digits: '', times: 1 }], notes: [] };
  if (!['text/xml', 'application/xml', 'text/html', ''].includes(contentType))
    return { errorCode: 12300, detail: `the content type ${contentType} is not TwiML` };
  try {
    return { url, ...parseTwiml(body) };
  } catch (error) {
    if (error instanceof TwimlError) return { errorCode: 12100, detail: error.message };
    throw error;
  }
}

/** Runs one document. Returns what comes after it; null: nothing, hang up. */
async function run(document: Loaded, line: Line): Promise<DocumentRequest | null> {
  for (const verb of document.verbs) {
    if (verb.verb === 'Hangup' || verb.verb === 'Reject') return null;
    const next = await perform(verb, document.url, line);
    if (next !== null) return next;
  }
  return null;
}

async function perform(
  verb: Exclude<Verb, { verb: 'Hangup' | 'Reject' }>,
  current: string | null,
  line: Line,
): Promise<DocumentRequest | null> {
  switch (verb.verb) {
    case 'Redirect':
      return { kind: 'redirect', url: resolve(verb.url, current), method: verb.method, params: {} };
    case 'Gather': {
      const gathered = await gather(verb, line);
      // A bare finishing key and silence are the same to Twilio: nothing was gathered, `action` is not requested
      // and the document goes on with the next verb.
      if (gathered.digits === '' && !verb.actionOnEmptyResult) return null;
      const url = resolve(verb.action ?? '', current);
      return { kind: 'action', url, method: verb.method, params: gatherParameters(gathered) };
    }
    default:
      for (const utterance of repeated(verb)) await line.time.sleep(utter(utterance, line));
      return null;
  }
}

/** `FinishedOnKey` and `msg` are undocumented; recorded requests have them. */
function gatherParameters({ digits, finishedOnKey }: Gathered): Record<string, string> {
  return { Digits: digits, FinishedOnKey: finishedOnKey, msg: 'Gather End' };
}

/** An absolute URL stays as it was written, since it is signed as written. */
function resolve(url: string, current: string | null): string {
  if (url === '') return current ?? '';
  if (/^https?:\/\//i.test(url) || current === null) return url;
  return URL.canParse(url, current) ? new URL(url, current).href : url;
}
