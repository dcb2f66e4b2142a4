import type { FaultPlan } from '../faults.ts';
import type { CallEventType, Exchange, LedgerCall, WebhookKind } from '../ledger-call.ts';
import type { WebhookClient } from '../webhooks/client.ts';
import type { HttpResult } from '../webhooks/request.ts';
import type { CallbackEvent, Target } from './order.ts';
import { statusParameters } from './parameters.ts';

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

/** Sends the webhooks of one call, and writes down what became of each. */
export class Courier {
  readonly #call: LedgerCall;
  readonly #tools: CourierTools;
  #sequenceNumber = 0;
  #lastCallback: Promise<void> = Promise.resolve();
  #underWay = 0;

  constructor(call: LedgerCall, tools: CourierTools) {
    this.#call = call;
    this.#tools = tools;
  }

  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  /** Requests a document. Never rejects. */
  requestDocument(kind: WebhookKind, target: Target, params: Record<string, string>): Promise<HttpResult> {
    return this.#busy(() => this.#send(this.#call.documents, kind, target, params, true));
  }

  /**
   * Sends the status callback for `event`, with what is true now. Callbacks leave one after the other: Twilio fires
   * them in order too, and a simulated call can be so quick that they would overtake each other on every run.
   */
  reportStatus(event: CallbackEvent, target: Target): void {
    const params = statusParameters(this.#call, this.#sequenceNumber);
    this.#sequenceNumber += 1;
    const { copies } = this.#tools.faults.forCallback(this.#call.to, event);
    const previous = this.#lastCallback;
    this.#lastCallback = this.#busy(async () => {
      await previous;
      if (copies === 0) this.#drop(target, params);
      for (let copy = 0; copy < copies; copy += 1)
        await this.#send(this.#call.callbacks, 'status', target, params, false);
    });
  }

  /** Sends the result of asynchronous detection. */
  reportDetection(target: Target, params: Record<string, string>): void {
    void this.#busy(() => this.#send(this.#call.callbacks, 'detection', target, params, false));
  }

  async #busy<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    const release = this.#tools.hold();
    try {
      return await work();
    } finally {
      release();
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#tools.idle();
    }
  }

  async #send(
    list: Exchange[],
    kind: WebhookKind,
    target: Target,
    params: Record<string, string>,
    keepBody: boolean,
  ): Promise<HttpResult> {
    const exchange: Exchange = {
      ...{ kind, url: target.url, method: target.method, params, sentAt: new Date() },
      ...{ tries: 0, status: null, error: null, body: null },
    };
    list.push(exchange);
    const result = await this.#tools.client.send({ ...target, params });
    exchange.tries = result.tries;
    if (result.ok) {
      exchange.status = result.status;
      if (keepBody) exchange.body = result.body;
    } else exchange.error = result.detail;
    this.#tools.record('webhook', `${kind} ${exchange.status ?? exchange.error}`);
    return result;
  }

  #drop(target: Target, params: Record<string, string>): void {
    const { url, method } = target;
    this.#call.callbacks.push({
      ...{ kind: 'status', url, method, params, sentAt: new Date() },
      ...{ tries: 0, status: null, error: 'dropped by a fault', body: null },
    });
    this.#tools.record('webhook', 'status dropped by a fault');
  }
}
