import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { WebhookFault } from '../faults/kinds.ts';
import { type ConnectionSettings, connectionOverrides } from './overrides.ts';
import { type HttpResult, sendRequest } from './request.ts';

/** A URL to request, and how. It may carry connection overrides in its fragment. */
export interface Target {
  url: string;
  method: 'GET' | 'POST';
}

/** A webhook to send. */
export interface Webhook extends Target {
  params: Record<string, string>;
}

/** Signs as somebody does who knows how, and has not the auth token. */
const forgersKey = 'not the auth token';

/** Stands for an answer that never came through, in the class of failures that Twilio tries again by default. */
const lostAnswer = { ok: false, failure: 'connection', detail: 'the answer was lost by a fault' } as const;

/** Sends signed webhooks the way Twilio does. */
export class WebhookClient {
  readonly #authToken: string;
  readonly #agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  readonly #underWay = new Set<() => void>();
  #closed = false;

  constructor(authToken: string) {
    this.#authToken = authToken;
  }

  /**
   * Sends one webhook, again after a connection failure as its overrides say (once by default). Never rejects.
   * @param fault `forge` signs every try wrongly; `lose_answer` takes the answer to the first for a failure
   * @returns the last answer or failure, and how many requests were made
   */
  async send(webhook: Webhook, fault: WebhookFault | null = null): Promise<HttpResult & { tries: number }> {
    const { target, settings } = connectionOverrides(webhook.url);
    const query = new URLSearchParams(webhook.params).toString();
    const isGet = webhook.method === 'GET';
    // With GET the parameters are part of the URL, and so of what is signed.
    const url = isGet ? `${target}${target.includes('?') ? '&' : '?'}${query}` : target;
    const key = fault === 'forge' ? forgersKey : this.#authToken;
    const headers: Record<string, string> = {
      accept: '*/*',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': randomUUID(),
      'x-twilio-signature': getExpectedTwilioSignature(key, url, isGet ? {} : webhook.params),
    };
    if (!isGet) {
      headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
      headers['content-length'] = String(Buffer.byteLength(query));
    }

    const giveUpAt = performance.now() + settings.totalMs;
    for (let tries = 1; ; tries += 1) {
      const left = Math.max(1, giveUpAt - performance.now());
      const answer = await this.#request({
        url,
        method: webhook.method,
        headers,
        body: isGet ? null : query,
        connectMs: Math.min(settings.connectMs, left),
        readMs: Math.min(settings.readMs, left),
        agents: this.#agents,
      });
      const result = fault === 'lose_answer' && tries === 1 && answer.ok ? lostAnswer : answer;
      const again = tries <= settings.retries && performance.now() < giveUpAt && mayRetry(result, settings);
      if (!again || this.#closed) return { ...result, tries };
    }
  }

  /** Breaks off what is under way, as failed. */
  close(): void {
    this.#closed = true;
    for (const abort of this.#underWay) abort();
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  async #request(request: Parameters<typeof sendRequest>[0]): Promise<HttpResult> {
    if (this.#closed) return { ok: false, failure: 'connection', detail: 'the simulator was closed' };
    let abort: (() => void) | null = null;
    return await sendRequest(request, (current) => {
      if (abort !== null) this.#underWay.delete(abort);
      abort = current;
      if (abort !== null) this.#underWay.add(abort);
    });
  }
}

function mayRetry(result: HttpResult, { retryOn }: ConnectionSettings): boolean {
  const wanted = (kind: ConnectionSettings['retryOn'][number]) => retryOn.includes(kind) || retryOn.includes('all');
  if (!result.ok) return wanted(result.failure === 'connection' ? 'ct' : 'rt');
  if (result.status >= 500) return wanted('5xx');
  return result.status >= 400 && wanted('4xx');
}
