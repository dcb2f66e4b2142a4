import type { CallbackName } from '../exchange.ts';
import type { FaultPlan } from '../faults.ts';
import type { Timeline } from '../timeline.ts';
import type { Courier, Dispatch } from './courier.ts';

interface Held {
  dispatch: Dispatch;
  until: 'next' | 'end';
}

/**
 * The callbacks of one call or message. They leave one after the other: Twilio fires them in order too, and a
 * simulated call can be so quick that they would overtake each other on every run. Only a fault takes one out of its
 * turn, and what it says stays what was true in its turn, number and time included.
 */
export class CallbackQueue {
  readonly #courier: Courier;
  readonly #faults: FaultPlan;
  readonly #time: Timeline;
  #last: Promise<void> = Promise.resolve();
  #held: Held[] = [];

  constructor(courier: Courier, faults: FaultPlan, time: Timeline) {
    this.#courier = courier;
    this.#faults = faults;
    this.#time = time;
  }

  /** Sends a callback, or does with it what a fault says. */
  report(name: CallbackName, dispatch: Dispatch): void {
    const fate = this.#faults.forCallback(this.#courier.about, name);
    const struck = fate.does === 'send' ? dispatch : { ...dispatch, faults: [fate.does] };
    switch (fate.does) {
      case 'send':
        this.#post(struck, 1);
        break;
      case 'duplicate':
        this.#post(struck, 2);
        break;
      case 'drop':
        this.#courier.drop(struck);
        break;
      case 'delay': {
        const sent = this.#courier.expect();
        this.#time.afterAll(fate.delayMs, () => {
          this.#post(struck, 1);
          sent();
        });
        break;
      }
      case 'reorder':
        this.#held.push({ dispatch: struck, until: fate.until });
    }
  }

  /** Nothing more will be reported: nothing is held back any longer. */
  end(): void {
    this.#letGo(() => true);
  }

  /** Resolves when all callbacks that have left so far were answered or given up. */
  answered(): Promise<void> {
    return this.#last;
  }

  /** Sends a callback in its turn, and then what was waiting for it. */
  #post(dispatch: Dispatch, copies: number): void {
    this.#enqueue(dispatch, copies);
    this.#letGo(({ until }) => until === 'next');
  }

  #letGo(isDue: (held: Held) => boolean): void {
    const due = this.#held.filter(isDue);
    this.#held = this.#held.filter((held) => !isDue(held));
    for (const { dispatch } of due) this.#enqueue(dispatch, 1);
  }

  #enqueue(dispatch: Dispatch, copies: number): void {
    const previous = this.#last;
    this.#last = this.#courier.busy(async () => {
      await previous;
      for (let copy = 0; copy < copies; copy += 1) await this.#courier.send(dispatch);
    });
  }
}
