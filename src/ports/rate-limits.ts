/** A bound on how often something may be done. */
export interface RateLimit {
  /** Part of the counter's name. */
  name: string;
  /** So many within `seconds`, counted from the first. */
  points: number;
  seconds: number;
}

/** Counts over all processes. */
export interface RateLimits {
  /**
   * Counts one. Never throws: where the counter cannot be reached, each process counts for itself.
   * @param key whose count: an application and a user, say
   * @returns null when it is within the bound, else the seconds to wait, 1 or more
   */
  take(limit: RateLimit, key: string): Promise<number | null>;
  /** Gives back what was taken, such as for a password that was right. */
  giveBack(limit: RateLimit, key: string): Promise<void>;
}
