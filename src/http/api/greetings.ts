import { type RequestHandler, type Response, Router, raw } from 'express';
import type { z } from 'zod';
import { LARGEST_RECORDING_BYTES, recordingContentTypes } from '#domain/recording.ts';
import { ApiError } from '#errors';
import type { GreetingAddress, GreetingRecord } from '#ports/greetings.ts';
import {
  checkLocale,
  type GreetingDependencies,
  readGreeting,
  recordingTooLarge,
  removeGreeting,
  saveRecording,
  saveText,
} from '#services/greetings.ts';
import { recordingPath } from '#services/own-phrases.ts';
import { PREVIEW_LIFE_SECONDS, type PreviewTokens } from '#services/preview-tokens.ts';
import { parse } from '../validate.ts';
import { applicationOf } from './authenticated.ts';
import { type greeting, putGreetingBody } from './greeting-schemas.ts';
import { jsonBody } from './json-body.ts';

export interface GreetingEdge extends GreetingDependencies {
  previews: PreviewTokens;
  publicUrl: string;
}

type Address = Pick<GreetingAddress, 'locale' | 'phrase'>;

/** The routes below `/v1/greetings`; the application is known by now (`authenticated`), the body is not yet read. */
export function greetingRoutes(edge: GreetingEdge): Router {
  const router = Router();
  const base = edge.publicUrl.replace(/\/+$/, '');
  const view = (record: GreetingRecord) => viewGreeting(record, base);

  router.get('/', async (_request, response) => {
    response.json({ data: (await edge.greetings.list(applicationOf(response).id)).map(view) });
  });

  router.get('/:locale/:phrase', async ({ params }, response) => {
    response.json(view(await readGreeting(edge, addressOf(params, response))));
  });

  router.put('/:locale/:phrase', textOrRecording, async ({ params, body }, response) => {
    const address = addressOf(params, response);
    const saved = Buffer.isBuffer(body)
      ? await saveRecording(edge, address, body)
      : await saveText(edge, address, parse(putGreetingBody, body, 'body').text);
    response.json(view(saved));
  });

  router.delete('/:locale/:phrase', async ({ params }, response) => {
    await removeGreeting(edge, addressOf(params, response));
    response.status(204).end();
  });

  router.post('/:locale/preview', ({ params: { locale } }, response) => {
    checkLocale(edge.phrases, locale);
    const expiresAt = new Date(edge.clock.now().getTime() + PREVIEW_LIFE_SECONDS * 1000);
    const token = edge.previews.sign({ applicationId: applicationOf(response).id, locale, expiresAt });
    response.status(201).json({ url: `${base}/greetings/preview/${token}`, expiresAt: expiresAt.toISOString() });
  });

  return router;
}

const audioTypes = ['audio/wav', 'audio/x-wav', 'audio/mpeg', 'audio/mp3'];
const readAudio = raw({ limit: LARGEST_RECORDING_BYTES, type: audioTypes, inflate: false });

/** Reads a recording into a Buffer, or JSON; the header only says which of the two was meant. */
const textOrRecording: RequestHandler<Address> = (request, response, next) => {
  if (request.is(audioTypes)) {
    readAudio(request, response, (error?: unknown) => next(error && audioProblem(error)));
  } else if (request.is('application/json') || !request.get('content-type')) {
    jsonBody(request, response, next);
  } else {
    const detail = `Send a text as application/json, or a recording as ${audioTypes.join(', ')}.`;
    next(new ApiError('unsupported_media_type', detail));
  }
};

/** What the body parser throws carries a `type`: https://github.com/expressjs/body-parser#errors. */
function audioProblem(thrown: unknown): unknown {
  const { type } = thrown as { type?: string };
  if (type === 'entity.too.large') return recordingTooLarge();
  if (type !== 'encoding.unsupported') return thrown;
  return new ApiError('unsupported_media_type', 'Send the recording as it is, without content encoding.');
}

function viewGreeting(
  { id, locale, phrase, words, updatedAt }: GreetingRecord,
  base: string,
): z.input<typeof greeting> {
  const common = { locale, phrase, updatedAt: updatedAt.toISOString() };
  if ('text' in words) return { ...common, text: words.text, recording: null };
  const { type } = words.recording;
  const url = `${base}/${recordingPath(id, type)}`;
  return { ...common, text: null, recording: { url, contentType: recordingContentTypes[type], ...words.recording } };
}

function addressOf({ locale, phrase }: Address, response: Response): GreetingAddress {
  return { applicationId: applicationOf(response).id, locale, phrase };
}
