import type { Timeline } from './timeline.ts';

interface Waiting {
  joinedAt: number;
  depart: (waitedMs: number) => void;
}

/** What a timer can wait for has a limit. */
const fewestPerSecond = 0.001;

/** A call's place in the queue. */
export interface QueuePlace {
  /** Milliseconds that it will wait, unless a call before it leaves. */
  expectedMs: number;
  /** Gives the place up, to those who come after. Without effect on a call that has departed. */
  leave(): void;
}

/** Lets calls be dialed one after the other, no faster than the account may; Twilio's standard is one a second. */
export class DialingQueue {
  readonly #time: Timeline;
  readonly #gapMs: number;
  #waiting: Waiting[] = [];
  /** When the next call may depart. */
  #openAt = 0;
  #isArmed = false;

  /**
   * @param callsPerSecond may be a fraction, down to one call in 1000 seconds; null: as many as come
   * @throws RangeError if it is less
   */
  constructor(time: Timeline, callsPerSecond: number | null) {
    if (callsPerSecond !== null && !(callsPerSecond >= fewestPerSecond))
      throw new RangeError(`callsPerSecond must be at least ${fewestPerSecond}.`);
    this.#time = time;
    this.#gapMs = callsPerSecond === null ? 0 : 1000 / callsPerSecond;
  }

  /** Takes the last place. `depart` is called when it is the call's turn, which may be at once. */
  join(depart: (waitedMs: number) => void): QueuePlace {
    const joinedAt = this.#time.now();
    if (this.#gapMs === 0 || (this.#waiting.length === 0 && joinedAt >= this.#openAt)) {
      this.#openAt = joinedAt + this.#gapMs;
      depart(0);
      return { expectedMs: 0, leave: () => {} };
    }
    const expectedMs = Math.round(this.#openAt + this.#waiting.length * this.#gapMs - joinedAt);
    const place = { joinedAt, depart };
    this.#waiting.push(place);
    this.#arm();
    return {
      expectedMs,
      leave: () => {
        this.#waiting = this.#waiting.filter((other) => other !== place);
      },
    };
  }

  /** Forgets all who wait. */
  close(): void {
    this.#time.drop();
    this.#waiting = [];
  }

  #arm(): void {
    if (this.#isArmed || this.#waiting.length === 0) return;
    this.#isArmed = true;
    this.#time.after(Math.max(0, this.#openAt - this.#time.now()), () => {
      this.#isArmed = false;
      const now = this.#time.now();
      const next = this.#waiting.shift();
      if (next !== undefined) {
        this.#openAt = now + this.#gapMs;
        next.depart(Math.round(now - next.joinedAt));
      }
      this.#arm();
    });
  }
}
