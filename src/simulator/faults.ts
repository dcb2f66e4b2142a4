import { z } from 'zod';
import { type CallbackEvent, callbackEvents } from './call/order.ts';

/** The requests of the REST API that can be made to fail. */
const operations = ['create', 'fetch', 'list', 'update'] as const;
export type Operation = (typeof operations)[number];

/**
 * How a REST request fails: `throttle` 429; `fail_before` 500 and nothing done; `fail_after` done, then 500;
 * `hang_after` done, and never answered.
 */
const restFaults = ['throttle', 'fail_before', 'fail_after', 'hang_after'] as const;
export type RestFault = (typeof restFaults)[number];

/** What `POST /control/faults` takes. */
export const faultSchema = z
  .strictObject({
    rest: z.enum(restFaults).optional(),
    /** Which REST request it hits. */
    operation: z.enum(operations).default('create'),
    /** Sent with a 429 as `Retry-After`; none by default, as with Twilio. */
    retryAfterSeconds: z.int().min(0).optional(),
    callbacks: z.enum(['drop', 'duplicate']).optional(),
    /** Which status callbacks it hits; all by default. */
    event: z.enum(callbackEvents).optional(),
    /** E.164: only calls to this number; all by default. */
    to: z.string().optional(),
    /** How often it strikes before it is used up. */
    times: z.int().min(1).default(1),
  })
  .refine(({ rest, callbacks }) => (rest === undefined) !== (callbacks === undefined), {
    error: 'give either rest or callbacks',
  });

export type Fault = z.output<typeof faultSchema>;
export type FaultRequest = z.input<typeof faultSchema>;

/** The faults still to strike, oldest first. The first that fits a request or a callback takes it. */
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

  /** The fault that hits this REST request, now used up once. `to` is null where no number is known. */
  forRequest(operation: Operation, to: string | null): { rest: RestFault; retryAfterSeconds: number | null } | null {
    const fault = this.#take((it) => it.rest !== undefined && it.operation === operation && (it.to ?? to) === to);
    return fault?.rest === undefined ? null : { rest: fault.rest, retryAfterSeconds: fault.retryAfterSeconds ?? null };
  }

  /** How often this status callback is to be sent. */
  forCallback(to: string, event: CallbackEvent): { copies: number } {
    const fault = this.#take(
      (it) => it.callbacks !== undefined && (it.event ?? event) === event && (it.to ?? to) === to,
    );
    return { copies: fault === undefined ? 1 : fault.callbacks === 'drop' ? 0 : 2 };
  }

  #take(fits: (fault: Fault) => boolean): Fault | undefined {
    const fault = this.#faults.find(fits);
    if (fault === undefined) return undefined;
    fault.times -= 1;
    this.#faults = this.#faults.filter(({ times }) => times > 0);
    return fault;
  }
}
