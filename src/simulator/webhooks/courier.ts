import { type Exchange, isCallback, type Resource, type WebhookKind } from '../exchange.ts';
import type { FaultPlan } from '../faults.ts';
import type { Target, WebhookClient } from './client.ts';
import type { HttpResult } from './request.ts';

/** What the courier of a call or a message works with. */
export interface CourierTools {
  client: WebhookClient;
  faults: FaultPlan;
  /** Keeps a webhook, which is changed when its answer comes. */
  write(exchange: Exchange): void;
  record(type: 'webhook', detail: string): void;
  /** Stops the clock, where it is to stand still while a webhook is under way. */
  hold(): () => void;
  /** Nothing is under way any more. */
  idle(): void;
}

/** A webhook with its parameters as they were when it came about. */
export interface Dispatch {
  kind: WebhookKind;
  target: Target;
  params: Record<string, string>;
  /** The faults that have struck it so far. */
  faults: readonly string[];
}

/** Sends the webhooks of one call or one message, and writes down what became of each. */
export class Courier {
  /** What the webhooks are about, for the faults that are for it or its number only. */
  readonly about: { resource: Resource; to: string };
  readonly #tools: CourierTools;
  #underWay = 0;

  constructor(about: Courier['about'], tools: CourierTools) {
    this.about = about;
    this.#tools = tools;
  }

  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  /** Puts off settling, and stops the clock where it is to stand still, until `work` is done. */
  async busy<T>(work: () => Promise<T>): Promise<T> {
    const release = this.#tools.hold();
    const done = this.expect();
    try {
      return await work();
    } finally {
      release();
      done();
    }
  }

  /** Puts off settling until the returned function is called; the clock goes on. */
  expect(): () => void {
    this.#underWay += 1;
    return () => {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#tools.idle();
    };
  }

  /** Sends a webhook, for `busy` to wait for. Never rejects. */
  async send(dispatch: Dispatch): Promise<HttpResult> {
    const { kind, target, params } = dispatch;
    const fault = this.#tools.faults.forWebhook(this.about, kind);
    const exchange = this.#write(fault === null ? dispatch : { ...dispatch, faults: [...dispatch.faults, fault] });
    const result = await this.#tools.client.send({ ...target, params }, fault);
    exchange.tries = result.tries;
    if (result.ok) {
      exchange.status = result.status;
      if (!isCallback(kind)) exchange.body = result.body;
    } else exchange.error = result.detail;
    this.#tools.record('webhook', `${kind} ${exchange.status ?? exchange.error}`);
    return result;
  }

  /** Writes down a webhook that is never sent. */
  drop(dispatch: Dispatch): void {
    this.#write(dispatch).error = 'dropped by a fault';
    this.#tools.record('webhook', `${dispatch.kind} dropped by a fault`);
  }

  #write({ kind, target, params, faults }: Dispatch): Exchange {
    const exchange: Exchange = {
      ...{ kind, url: target.url, method: target.method, params, sentAt: new Date() },
      ...{ tries: 0, status: null, error: null, body: null, faults: [...faults] },
    };
    this.#tools.write(exchange);
    return exchange;
  }
}
