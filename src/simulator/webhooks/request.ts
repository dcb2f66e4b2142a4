import http from 'node:http';
import https from 'node:https';

/** Twilio refuses larger documents with error 11750. */
const maxBodyBytes = 64 * 1024;

/** One HTTP request, ready to be sent. Durations in milliseconds. */
export interface HttpRequest {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string | null;
  connectMs: number;
  readMs: number;
  agents: { http: http.Agent; https: https.Agent };
}

/** An answer, or why there was none: `connection` covers refused, reset and unreachable, before or after sending. */
export type HttpResult =
  | { ok: true; status: number; contentType: string; body: string; tooLarge: boolean }
  | { ok: false; failure: 'connection' | 'timeout'; detail: string };

/**
 * Sends one request. Never rejects.
 * @param track is given a function that breaks the request off, and again null when it is over
 */
export function sendRequest(request: HttpRequest, track: (abort: (() => void) | null) => void): Promise<HttpResult> {
  return new Promise((resolve) => {
    let failure: 'connection' | 'timeout' = 'connection';
    let timer: NodeJS.Timeout | undefined;
    const done = (result: HttpResult) => {
      clearTimeout(timer);
      track(null);
      resolve(result);
    };
    const fail = (error: NodeJS.ErrnoException) => {
      // A kept connection that the server had closed meanwhile: nothing was wrong with the server, and nothing
      // was handled, so this is not a failure that Twilio would know.
      if (outgoing.reusedSocket && error.code === 'ECONNRESET') {
        clearTimeout(timer);
        resolve(sendRequest(request, track));
      } else done({ ok: false, failure, detail: error.code ?? error.message });
    };

    let outgoing: http.ClientRequest;
    try {
      const secure = request.url.startsWith('https:');
      outgoing = (secure ? https : http).request(request.url, {
        method: request.method,
        headers: request.headers,
        agent: secure ? request.agents.https : request.agents.http,
      });
    } catch (error) {
      done({ ok: false, failure: 'connection', detail: error instanceof Error ? error.message : String(error) });
      return;
    }
    const limit = (ms: number, kind: 'connection' | 'timeout', message: string) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        failure = kind;
        outgoing.destroy(new Error(message));
      }, ms);
    };
    const connected = () => limit(request.readMs, 'timeout', `no answer within ${request.readMs} ms`);
    limit(request.connectMs, 'connection', `no connection within ${request.connectMs} ms`);
    track(() => outgoing.destroy(new Error('the simulator was closed')));
    outgoing.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', connected);
      else connected();
    });
    outgoing.on('error', fail);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= maxBodyBytes) chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('end', () =>
        done({
          ok: true,
          status: response.statusCode ?? 0,
          contentType: (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
          body: Buffer.concat(chunks).toString('utf8'),
          tooLarge: bytes > maxBodyBytes,
        }),
      );
    });
    outgoing.end(request.body ?? undefined);
  });
}
