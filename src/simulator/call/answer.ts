import type { DocumentAnswer } from '../twiml/line.ts';
import type { HttpResult } from '../webhooks/request.ts';

/** What an answer is worth as a document: itself, or the error that Twilio's debugger would show. */
export function documentAnswer(result: HttpResult): DocumentAnswer {
  if (!result.ok)
    return { ok: false, errorCode: result.failure === 'connection' ? 11205 : 11200, detail: result.detail };
  if (result.status < 200 || result.status > 299)
    return { ok: false, errorCode: 11200, detail: `the answer's status is ${result.status}` };
  if (result.tooLarge) return { ok: false, errorCode: 11750, detail: 'the document is larger than 64 KiB' };
  return { ok: true, contentType: result.contentType, body: result.body };
}
