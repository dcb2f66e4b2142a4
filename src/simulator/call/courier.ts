import type { FaultPlan } from '../faults.ts';
import type { CallEventType, Exchange, LedgerCall, WebhookKind } from '../ledger-call.ts';
import type { WebhookClient } from '../webhooks/client.ts';
import type { HttpResult } from '../webhooks/request.ts';
import type { Target } from './order.ts';

/** What the courier of a call works with. */
export interface CourierTools {
  client: WebhookClient;
  faults: FaultPlan;
  record(type: CallEventType, detail: string): void;
  /** Stops the call's clock, where it is to stand still while a webhook is under way. */
  hold(): () => void;
  /** Nothing is under way any more. */
  idle(): void;
}

/** A webhook of a call, with its parameters as they were when it came about. */
export interface Dispatch {
  kind: WebhookKind;
  target: Target;
  params: Record<string, string>;
  /** The faults that have struck it so far. */
  faults: readonly string[];
}

/** Sends the webhooks of one call, and writes down what became of each. */
export class Courier {
  readonly #call: LedgerCall;
  readonly #tools: CourierTools;
  #underWay = 0;

  constructor(call: LedgerCall, tools: CourierTools) {
    this.#call = call;
    this.#tools = tools;
  }

  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  /** Keeps the call from settling, and its clock where that is to stand still, until `work` is done. */
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

  /** Keeps the call from settling until the returned function is called; its clock goes on. */
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
    const fault = this.#tools.faults.forWebhook(this.#call.to, kind);
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
    this.#call[isCallback(kind) ? 'callbacks' : 'documents'].push(exchange);
    return exchange;
  }
}

function isCallback(kind: WebhookKind): boolean {
  return kind === 'status' || kind === 'detection';
}
