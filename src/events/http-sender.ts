import { lookup as resolve } from 'node:dns';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { EventRequest, EventSender } from '#ports/events.ts';

/** From looking up the name to the end of the answer. */
const TIMEOUT_MS = 10_000;
/** Of an answer nothing is used but its status; a receiver that sends more than this is hung up on. */
const MOST_ANSWER_BYTES = 16 * 1024;
/** IPv6 in an address of the web stands in brackets. */
const brackets = /^\[|\]$/g;

const refused = 'its host is at an address that is not public';

/** Sends by HTTP and HTTPS, each request over a connection of its own. */
export function createHttpSender({ timeoutMs = TIMEOUT_MS } = {}): EventSender {
  return {
    async send({ url, headers, body, mayReach }) {
      const host = new URL(url).hostname.replace(brackets, '');
      // A host that is an address is never looked up.
      if (isIP(host) && !mayReach(host)) return { outcome: 'not_sent', because: refused };
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const response = await post(url, body, {
          ...{ method: 'POST', signal, agent: false as const, lookup: lookupOf(mayReach) },
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        });
        await drain(response);
        return { outcome: 'answered', status: response.statusCode ?? 0 };
      } catch (error) {
        return { outcome: 'not_sent', because: signal.aborted ? 'it did not answer in time' : reasonOf(error) };
      }
    },
  };
}

function post(url: string, body: string, options: Parameters<typeof httpRequest>[1]): Promise<IncomingMessage> {
  return new Promise((answered, failed) => {
    const request: ClientRequest = url.startsWith('https:') ? httpsRequest(url, options) : httpRequest(url, options);
    request.once('response', answered).once('error', failed).end(body);
  });
}

/** Looks a name up and leaves only what may be connected to: what was checked is what is connected to. */
function lookupOf(mayReach: EventRequest['mayReach']): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const reachable = found.filter(({ address }) => mayReach(address));
      const [first] = reachable;
      if (!first) return done(new Error(refused), []);
      return options.all ? done(null, reachable) : done(null, first.address, first.family);
    });
  };
}

/** Lets the answer end, so that the receiver sees no broken connection. */
async function drain(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += chunk.length;
      // Leaving the loop closes the connection.
      if (bytes > MOST_ANSWER_BYTES) return;
    }
  } catch {
    // The status was there, and says it all.
  }
}

/** Names of errors say no more than an operator needs, and never what was sent. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return 'the request failed';
  return error.message === refused ? refused : `the request failed: ${'code' in error ? error.code : error.message}`;
}
