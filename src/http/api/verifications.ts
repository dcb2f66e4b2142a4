import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { ApiError } from '#errors';
import type { VerificationRecord } from '#ports/store.ts';
import { cancelVerification, resendCode, retryVerification } from '#services/change-verification.ts';
import { checkCode } from '#services/check-code.ts';
import type { Dependencies } from '#services/dependencies.ts';
import { policyOf } from '#services/policy-of.ts';
import { noSuchVerification } from '#services/refusals.ts';
import { startVerification } from '#services/start-verification.ts';
import { readVerification, waitForChange } from '#services/watch-verification.ts';
import { defaultLocale } from '#twiml/locales.ts';
import { alsoLog } from '../request-log.ts';
import { parse } from '../validate.ts';
import { applicationOf } from './authenticated.ts';
import { goneSignal } from './gone-signal.ts';
import { againBody, checkBody, createVerificationBody, listQuery, waitQuery } from './schemas.ts';
import { streamVerification } from './stream.ts';
import { requireLocale } from './user-parameters.ts';
import { viewTimelineEntry, viewVerification } from './view.ts';

type CreateBody = z.output<typeof createVerificationBody>;

/** The routes below `/v1/verifications`; the application is known by now (`authenticated`). */
export function verificationRoutes(deps: Dependencies): Router {
  const router = Router();
  const view = (record: VerificationRecord) => viewVerification(record, policyOf(deps, record));

  router.post('/', async (request, response) => {
    const body = withDefaults(parse(createVerificationBody, request.body, 'body'));
    const record = await startVerification(deps, {
      ...asked(body),
      application: applicationOf(response),
      idempotency: idempotencyOf(request, body),
    });
    alsoLog(response, { verificationId: record.id });
    response
      .status(201)
      .location(`/v1/verifications/${record.id}`)
      .json({ ...view(record), ...(record.mode === 'match' && { match: deps.secretDigits.match(record.id) }) });
  });

  router.get('/', async (request, response) => {
    const { cursor, limit, ...filters } = parse(listQuery, request.query, 'query');
    const records = await deps.store.list({
      ...filters,
      applicationId: applicationOf(response).id,
      before: cursor,
      limit: limit + 1,
    });
    const page = records.slice(0, limit);
    response.json({ data: page.map(view), nextCursor: records.length > limit ? (page.at(-1)?.id ?? null) : null });
  });

  router.get('/:id', async (request, response) => {
    const { wait, version } = parse(waitQuery, request.query, 'query');
    const id = idOf(request, response);
    const options = { version, waitMs: wait * 1000, gone: goneSignal(response) };
    const record = await waitForChange(deps, applicationOf(response).id, id, options);
    const etag = `"${record.version}"`;
    response.set('ETag', etag).set('Cache-Control', 'no-cache');
    if (isUnchanged(request.get('if-none-match'), etag)) response.status(304).end();
    else response.json(view(record));
  });

  router.get('/:id/events', async (request, response) => {
    await streamVerification(deps, applicationOf(response).id, idOf(request, response), request, response, view);
  });

  router.get('/:id/timeline', async (request, response) => {
    const events = await deps.store.timeline(applicationOf(response).id, idOf(request, response));
    if (!events) throw noSuchVerification();
    response.json({ data: events.map(viewTimelineEntry) });
  });

  router.post('/:id/check', async (request, response) => {
    const { code } = parse(checkBody, request.body, 'body');
    response.json(view(await checkCode(deps, applicationOf(response).id, idOf(request, response), code)));
  });

  for (const [name, again] of Object.entries({ retry: retryVerification, resend: resendCode })) {
    router.post(`/:id/${name}`, async (request: Request<{ id: string }>, response) => {
      const { channel = null } = parse(againBody, request.body, 'body');
      response.json(view(await again(deps, applicationOf(response).id, idOf(request, response), channel)));
    });
  }

  router.delete('/:id/block', async (request, response) => {
    const { id } = await readVerification(deps, applicationOf(response).id, idOf(request, response));
    await deps.users.liftBlockOf(applicationOf(response).id, id, deps.clock.now());
    response.status(204).end();
  });

  router.post('/:id/cancel', async (request, response) => {
    response.json(view(await cancelVerification(deps, applicationOf(response).id, idOf(request, response))));
  });

  return router;
}

function idOf(request: Request<{ id: string }>, response: Response): string {
  alsoLog(response, { verificationId: request.params.id });
  return request.params.id;
}

/** RFC 9110, section 13.1.2: a list of tags, compared weakly, since proxies that compress make strong tags weak. */
function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}

/** A number says nothing of how it is reached; a phone of the user does. */
function withDefaults(body: CreateBody): CreateBody {
  return body.to === undefined ? body : { channel: 'call', locale: defaultLocale, ...body };
}

/**
 * What was asked for, with null for what was left out.
 * @throws ApiError `not_acceptable_value`, `invalid_request`.
 */
function asked(body: CreateBody) {
  const { to = null, userId = null, factorId = null, mode } = body;
  const { channel = null, locale = null, extension = null, context = null } = body;
  if (locale !== null) requireLocale(locale);
  if (to === null && userId === null) {
    const message = 'is missing: send the number to call, such as +12025550100, or a userId';
    throw new ApiError('invalid_request', `The field to ${message}.`, { fields: [{ path: 'to', message }] });
  }
  return { ...body, ...{ to, userId, factorId, mode, channel, locale, extension, context } };
}

/** @throws ApiError `invalid_request` for a key that is not 1 to 255 printable characters. */
function idempotencyOf(request: Request, body: CreateBody) {
  const key = request.get('idempotency-key');
  if (key === undefined) return null;
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) {
    throw new ApiError('invalid_request', 'The Idempotency-Key must be 1 to 255 printable ASCII characters.');
  }
  // The parsed body: neither white space nor the order of fields makes another request of it.
  return { key, requestHash: createHash('sha256').update(JSON.stringify(body, inOrder)).digest() };
}

/** Replacer for JSON.stringify: every object with its fields in alphabetical order. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
