import { type ErrorRequestHandler, type RequestHandler, type Response, Router, text } from 'express';
import type { CarrierWebhooks, FormParameters } from '#ports/carrier-webhooks.ts';
import { type Answer, acceptStatus, answerGather, answerVoice } from '#services/answer-carrier.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { callDocument, troubleDocument } from '#twiml/call-document.ts';
import { alsoLog } from '../request-log.ts';
import { parseForm } from './form.ts';

/** Twilio's requests are a few kilobytes; what is larger is not from it. */
const BODY_LIMIT = '64kb';

/**
 * What the carrier calls, below `/carrier`. Only signed form POSTs are let in; all else gets 403 and changes
 * nothing. A signed voice request always gets TwiML with status 200, whatever happens inside: anything else
 * is an "application error" in a person's ear.
 */
export function carrierRoutes(deps: Dependencies, webhooks: CarrierWebhooks): Router {
  const router = Router();
  router.use(text({ type: 'application/x-www-form-urlencoded', limit: BODY_LIMIT }), refuseUnreadable);
  router.use(signedOnly(deps, webhooks));

  const voice = (fallback: boolean) =>
    speak(deps, (params, attemptId) => {
      const call = webhooks.readVoice(params);
      return call && answerVoice(deps, { ...call, attemptId, fallback, data: webhooks.recordable(params) });
    });
  router.post('/voice/:attemptId', voice(false));
  router.post('/fallback/:attemptId', voice(true));
  router.post(
    '/gather/:attemptId',
    speak(deps, (params, attemptId, query) => {
      const result = webhooks.readGather(params);
      // A caller who left hears nothing any more; the status callback tells how the call ended.
      if (!result || result.pressed === 'hangup') return null;
      const { pressed } = result;
      const data = webhooks.recordable(params);
      return answerGather(deps, { ...result, pressed, attemptId, prompt: Number(query.prompt), data });
    }),
  );
  router.post('/status/:attemptId', async (request, response) => {
    const params = formOf(response);
    const status = webhooks.readStatus(params);
    const { attemptId } = request.params;
    const accepted = status && (await acceptStatus(deps, { ...status, attemptId, data: webhooks.recordable(params) }));
    alsoLog(response, { verificationId: accepted?.record.id });
    response.status(204).end();
  });
  router.use(refuse);
  return router;
}

type Answering = (params: FormParameters, attemptId: string, query: Record<string, unknown>) => Promise<Answer> | null;

function speak(deps: Dependencies, answer: Answering): RequestHandler<{ attemptId: string }> {
  return async (request, response) => {
    response.type('text/xml').status(200);
    try {
      const answered = await answer(formOf(response), request.params.attemptId, request.query);
      alsoLog(response, { verificationId: answered?.record.id, said: answered?.say });
      response.send(answered ? document(deps, answered) : callDocument('hang_up', silence));
    } catch (error) {
      deps.log.error('A call could not be answered', { error: (error as Error).message });
      response.send(troubleDocument());
    }
  };
}

const silence = { mode: 'pound', locale: '', brand: '', context: null, gatherUrl: '', keyTimeoutSeconds: 0 } as const;

function document(deps: Dependencies, { say, record, prompt }: NonNullable<Answer>): string {
  const { attempt, mode, locale, brand, context } = record;
  const gatherUrl = deps.urls.gather(attempt.id, prompt);
  const { keyTimeoutSeconds } = deps.policy;
  return callDocument(say, { mode, locale, brand, context, gatherUrl, keyTimeoutSeconds });
}

function formOf(response: Response): FormParameters {
  return response.locals.form;
}

/** Cheap checks first: method, type and size before any hashing. */
function signedOnly(deps: Dependencies, webhooks: CarrierWebhooks): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'POST' || typeof request.body !== 'string') return forbid(response, 'not a form POST');
    const params = parseForm(request.body);
    // `originalUrl` is the target as received; the host never counts.
    const path = request.originalUrl;
    if (!webhooks.isAuthentic({ path, params, signature: request.get('x-twilio-signature') })) {
      deps.log.warn('A webhook was refused: its signature does not match this URL', { url: webhooks.signedUrl(path) });
      return forbid(response, 'bad signature');
    }
    response.locals.form = params;
    next();
  };
}

/** A body that could not be read cannot have been signed either. */
const refuseUnreadable: ErrorRequestHandler = (_error, _request, response, _next) => forbid(response, 'unreadable');

const refuse: RequestHandler = (_request, response) => forbid(response, 'no such webhook');

/** No reason in the answer: it would only help whoever forges. */
function forbid(response: Response, why: string): void {
  alsoLog(response, { refused: why });
  response.status(403).end();
}
