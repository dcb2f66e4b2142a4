interface Entry {
  due: number;
  act: () => void;
  lasting: boolean;
}

/**
 * The time of one call, in simulated milliseconds. Entries always fire in the order in which they are due, and a
 * stall of this process never swaps them: the time of an entry that fires is when it was due, not when the
 * process got round to it. So a call at scale 0 takes the same course as at scale 1, only at once.
 */
export class Timeline {
  readonly #scale: number;
  #entries: Entry[] = [];
  #disarm: () => void = () => {};
  #anchor = 0;
  #anchoredAt = performance.now();
  #holds = 0;
  #over = false;
  #dropped = false;

  /** @param scale real milliseconds for one simulated millisecond; 0: as soon as possible */
  constructor(scale: number) {
    this.#scale = scale;
  }

  /** Simulated milliseconds since this timeline was made. */
  now(): number {
    if (this.#holds > 0 || this.#scale === 0) return this.#anchor;
    return this.#anchor + (performance.now() - this.#anchoredAt) / this.#scale;
  }

  /** Calls `act` once, after `ms`, unless the returned function is called or the timeline ends before. */
  after(ms: number, act: () => void): () => void {
    if (this.#over) return () => {};
    const entry = this.#add(ms, act, false);
    return () => {
      this.#entries = this.#entries.filter((other) => other !== entry);
      this.#arm();
    };
  }

  /** Calls `act` once, after `ms`, even if the timeline ends before or has ended; only `drop` prevents it. */
  afterAll(ms: number, act: () => void): void {
    if (!this.#dropped) this.#add(ms, act, true);
  }

  /** Resolves after `ms`; never, if the timeline ends before, so that what awaits it simply stops. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Stops the clock until the returned function is called. Holds nest. */
  hold(): () => void {
    this.#anchor = this.now();
    this.#holds += 1;
    this.#arm();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      this.#anchoredAt = performance.now();
      this.#arm();
    };
  }

  /** Drops everything that is due, for good, but for what was asked for by `afterAll`. */
  end(): void {
    this.#over = true;
    this.#entries = this.#entries.filter(({ lasting }) => lasting);
    this.#arm();
  }

  /** Drops everything without exception, for good. */
  drop(): void {
    this.#over = true;
    this.#dropped = true;
    this.#entries = [];
    this.#disarm();
  }

  #add(ms: number, act: () => void, lasting: boolean): Entry {
    const entry = { due: this.now() + ms, act, lasting };
    const index = this.#entries.findIndex((other) => other.due > entry.due);
    this.#entries.splice(index === -1 ? this.#entries.length : index, 0, entry);
    this.#arm();
    return entry;
  }

  #arm(): void {
    this.#disarm();
    this.#disarm = () => {};
    const next = this.#entries[0];
    if (next === undefined || this.#holds > 0) return;
    const fire = () => {
      this.#entries.shift();
      this.#anchor = next.due;
      this.#anchoredAt = performance.now();
      next.act();
      this.#arm();
    };
    if (this.#scale === 0) {
      const immediate = setImmediate(fire);
      this.#disarm = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(fire, Math.max(0, (next.due - this.now()) * this.#scale));
      this.#disarm = () => clearTimeout(timer);
    }
  }
}
