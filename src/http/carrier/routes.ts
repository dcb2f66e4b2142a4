import { type ErrorRequestHandler, type RequestHandler, type Response, Router, text } from 'express';
import type { CarrierWebhooks, FormParameters } from '#ports/carrier-webhooks.ts';
import {
  type Answer,
  acceptDetection,
  acceptMessageStatus,
  acceptStatus,
  answerConnected,
  answerFraud,
  answerGather,
  answerVoice,
} from '#services/answer-carrier.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { troubleDocument } from '#twiml/call-document.ts';
import { alsoLog } from '../request-log.ts';
import { documentOf, hangUpDocument } from './documents.ts';
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
    '/connected/:attemptId',
    speak(deps, (params, attemptId) => {
      const call = webhooks.readVoice(params);
      return call && answerConnected(deps, { ...call, attemptId, data: webhooks.recordable(params) });
    }),
  );
  for (const [kind, answer] of Object.entries({ gather: answerGather, fraud: answerFraud })) {
    router.post(
      `/${kind}/:attemptId`,
      speak(deps, (params, attemptId, query) => {
        const result = webhooks.readGather(params);
        // A caller who left hears nothing any more; the status callback tells how the call ended.
        if (!result || result.pressed === 'hangup') return null;
        const { pressed } = result;
        const data = webhooks.recordable(params);
        return answer(deps, { ...result, pressed, attemptId, prompt: Number(query.prompt), data });
      }),
    );
  }
  router.post(
    '/status/:attemptId',
    accept((params, attemptId, data) => {
      const status = webhooks.readStatus(params);
      return status && acceptStatus(deps, { ...status, attemptId, data });
    }),
  );
  router.post(
    '/detection/:attemptId',
    accept((params, attemptId, data) => {
      const finding = webhooks.readDetection(params);
      return finding && acceptDetection(deps, { ...finding, attemptId, data });
    }),
  );
  router.post(
    '/message/:attemptId',
    accept((params, attemptId, data) => {
      const status = webhooks.readMessageStatus(params);
      return status && acceptMessageStatus(deps, { ...status, attemptId, data });
    }),
  );
  router.use(refuse);
  return router;

  /** For what nobody listens to. */
  function accept(take: Accepting): RequestHandler<{ attemptId: string }> {
    return async (request, response) => {
      const params = formOf(response);
      const accepted = await take(params, request.params.attemptId, webhooks.recordable(params));
      alsoLog(response, { verificationId: accepted?.record.id });
      response.status(204).end();
    };
  }
}

type Answering = (params: FormParameters, attemptId: string, query: Record<string, unknown>) => Promise<Answer> | null;
type Accepting = (params: FormParameters, attemptId: string, data: Record<string, string>) => Promise<Answer> | null;

function speak(deps: Dependencies, answer: Answering): RequestHandler<{ attemptId: string }> {
  return async (request, response) => {
    response.type('text/xml').status(200);
    try {
      const answered = await answer(formOf(response), request.params.attemptId, request.query);
      alsoLog(response, { verificationId: answered?.record.id, said: answered?.say });
      response.send(answered ? await documentOf(deps, answered) : hangUpDocument);
    } catch (error) {
      deps.log.error('A call could not be answered', { error: (error as Error).message });
      response.send(troubleDocument());
    }
  };
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
