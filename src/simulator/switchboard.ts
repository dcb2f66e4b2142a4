import { Call, type CallTools } from './call/call.ts';
import type { CallOrder } from './call/order.ts';

/** Places calls, and has at hand those that are not over. */
export class Switchboard {
  readonly #live = new Map<string, Call>();
  readonly #tools: CallTools;

  constructor(tools: Omit<CallTools, 'settled'>) {
    this.#tools = { ...tools, settled: (call) => this.#live.delete(call.record.sid) };
  }

  place(order: CallOrder): Call {
    const call = new Call(order, this.#tools);
    this.#live.set(call.record.sid, call);
    call.start();
    return call;
  }

  /** A call that has not settled yet. */
  live(sid: string): Call | undefined {
    return this.#live.get(sid);
  }

  /** Drops every call where it stands; nobody is told. */
  close(): void {
    for (const call of this.#live.values()) call.abandon();
    this.#live.clear();
    this.#tools.queue.close();
  }
}
