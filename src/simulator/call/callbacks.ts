import type { CallbackEvent } from '../exchange.ts';
import type { LedgerCall } from '../ledger-call.ts';
import type { CallbackQueue } from '../webhooks/callback-queue.ts';
import type { Target } from '../webhooks/client.ts';
import { detectionParameters, statusParameters } from './parameters.ts';

/** What one call reports, numbered in the order in which it came about. */
export class Callbacks {
  readonly #call: LedgerCall;
  readonly #queue: CallbackQueue;
  #sequenceNumber = 0;

  constructor(call: LedgerCall, queue: CallbackQueue) {
    this.#call = call;
    this.#queue = queue;
  }

  /** Sends the status callback for `event`, with what is true now. */
  reportStatus(event: CallbackEvent, target: Target): void {
    const params = statusParameters(this.#call, this.#sequenceNumber);
    this.#sequenceNumber += 1;
    this.#queue.report(event, { kind: 'status', target, params, faults: [] });
  }

  /** Sends the result of asynchronous detection, which took `durationMs`. */
  reportDetection(target: Target, durationMs: number): void {
    const params = detectionParameters(this.#call, durationMs);
    this.#queue.report('detection', { kind: 'detection', target, params, faults: [] });
  }

  /** The call has ended, and its end was reported if that was asked for. */
  callEnded(): void {
    this.#queue.end();
  }

  /** Resolves when all callbacks that have left so far were answered or given up. */
  answered(): Promise<void> {
    return this.#queue.answered();
  }
}
