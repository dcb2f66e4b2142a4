import type { CallbackName, Resource, WebhookKind } from './exchange.ts';
import type { RestFault, WebhookFault } from './faults/kinds.ts';
import { type Fault, type FaultRequest, faultSchema, type Operation } from './faults/request.ts';
import type { AnsweredBy } from './ledger-call.ts';

export type { FaultRequest } from './faults/request.ts';

/** What becomes of a callback: sent as it is, or one of the faults. */
export type CallbackFate =
  | { does: 'send' | 'drop' | 'duplicate' }
  | { does: 'delay'; delayMs: number }
  | { does: 'reorder'; until: 'next' | 'end' };

/** A call or a message that a fault may hit. `to` is null where no number is known. */
interface Target {
  resource: Resource;
  to: string | null;
}

/** The faults still to strike, oldest first. The first that fits what happens takes it, and is used up once. */
export class FaultPlan {
  #faults: Fault[] = [];

  /** @throws z.ZodError if the request is not of the schema's form */
  add(request: FaultRequest): Fault {
    const fault = faultSchema.parse(request);
    this.#faults.push(fault);
    return fault;
  }

  /** What has not struck yet, with the times left. */
  pending(): readonly Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }

  /** The fault that hits this REST request. */
  forRequest(
    target: Target,
    operation: Operation,
  ): { rest: RestFault; retryAfterSeconds: number | null; delayMs: number } | null {
    const fault = this.#take(target, (it) => it.rest !== undefined && (it.operation ?? 'create') === operation);
    if (fault?.rest === undefined) return null;
    return { rest: fault.rest, retryAfterSeconds: fault.retryAfterSeconds ?? null, delayMs: fault.delayMs ?? 0 };
  }

  /** What becomes of this callback. */
  forCallback(target: Target, event: CallbackName): CallbackFate {
    const fault = this.#take(
      target,
      (it) => it.callbacks !== undefined && it.callbacks !== 'overtake' && (it.event ?? event) === event,
    );
    switch (fault?.callbacks) {
      case 'drop':
      case 'duplicate':
        return { does: fault.callbacks };
      case 'delay':
        return { does: 'delay', delayMs: fault.delayMs ?? 0 };
      case 'reorder':
        return { does: 'reorder', until: fault.until ?? 'next' };
      default:
        return { does: 'send' };
    }
  }

  /** Whether the end of the call overtakes the keys that a `<Gather>` has just heard. */
  overtakes(to: string): boolean {
    return this.#take({ resource: 'call', to }, (it) => it.callbacks === 'overtake') !== undefined;
  }

  /** The fault that hits this webhook, whatever it is about; null: none. */
  forWebhook(target: Target, kind: WebhookKind): WebhookFault | null {
    return this.#take(target, (it) => it.webhooks !== undefined && (it.kind ?? kind) === kind)?.webhooks ?? null;
  }

  /** What machine detection finds, whoever answers; null: what there is to be found. */
  forDetection(to: string): AnsweredBy | null {
    return this.#take({ resource: 'call', to }, (it) => it.answeredBy !== undefined)?.answeredBy ?? null;
  }

  #take({ resource, to }: Target, fits: (fault: Fault) => boolean): Fault | undefined {
    const fault = this.#faults.find((it) => (it.to ?? to) === to && (it.resource ?? resource) === resource && fits(it));
    if (fault === undefined || fault.times === 'always') return fault;
    fault.times -= 1;
    this.#faults = this.#faults.filter(({ times }) => times !== 0);
    return fault;
  }
}
