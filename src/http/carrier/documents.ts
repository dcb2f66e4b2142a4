import type { Answer } from '#services/answer-carrier.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { callDocument } from '#twiml/call-document.ts';
import type { Speech } from '#twiml/speech.ts';

const silence: Speech = {
  ...{ mode: 'pound', locale: '', brand: '', context: null, code: null, extension: null, keyTimeoutSeconds: 0 },
  urls: { gather: '', fraud: '', connected: '' },
};

/** The document for a call that nobody knows. */
export const hangUpDocument = callDocument('hang_up', silence);

/** The document that says an answer, in the application's own words where it has some. */
export async function documentOf(deps: Dependencies, { say, record, prompt }: NonNullable<Answer>): Promise<string> {
  const { applicationId, attempt, locale, brand, context, extension } = record;
  const own = await deps.ownPhrases.phrasesOf(applicationId, locale);
  return callDocument(say, {
    ...{ mode: attempt.mode, locale, brand, context, extension, ...(own && { own }) },
    code: attempt.mode === 'code' ? deps.secretDigits.code(attempt.codeId) : null,
    urls: {
      gather: deps.urls.gather(attempt.id, prompt),
      fraud: deps.urls.fraud(attempt.id, prompt),
      connected: deps.urls.connected(attempt.id),
    },
    keyTimeoutSeconds: deps.policy.keyTimeoutSeconds,
  });
}
