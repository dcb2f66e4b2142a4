import { type Response, Router } from 'express';
import { recordingContentTypes } from '#domain/recording.ts';
import type { GreetingStore, Recording } from '#ports/greetings.ts';
import { readFileName } from '#services/own-phrases.ts';

/** A recording never changes under its address. */
const A_DAY_SECONDS = 86_400;

/**
 * The routes below `/recordings`: applications' recordings, for the carrier that plays them in calls and for previews.
 * No key is asked for, since the carrier has none: who knows the random id may listen. Unknown addresses are left to
 * whoever comes next.
 */
export function recordingRoutes(greetings: Pick<GreetingStore, 'readRecording'>): Router {
  const router = Router();
  router.get('/:file', async (request, response, next) => {
    const file = readFileName(request.params.file);
    const recording = file && (await greetings.readRecording(file.id));
    if (!recording || recording.type !== file.type) return next();
    const etag = `"${file.id}"`;
    response.set({
      'Content-Type': recordingContentTypes[recording.type],
      'Cache-Control': `private, max-age=${A_DAY_SECONDS}, immutable`,
      ETag: etag,
      'Accept-Ranges': 'bytes',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'",
    });
    const known = (request.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    if (known.includes(etag)) return void response.status(304).end();
    sendPart(response, recording, request.range(recording.audio.length, { combine: true }));
  });
  return router;
}

/** Some browsers play only what they can ask for in parts (RFC 9110, section 14). Several parts at once: the whole. */
function sendPart(response: Response, { audio }: Recording, ranges: ReturnType<Response['req']['range']>): void {
  const size = audio.length;
  if (ranges === -1) return void response.status(416).set('Content-Range', `bytes */${size}`).end();
  const [range, ...others] = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : [];
  const part = range && others.length === 0 ? audio.subarray(range.start, range.end + 1) : audio;
  if (range && part !== audio) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  response.set('Content-Length', String(part.length)).end(part);
}
