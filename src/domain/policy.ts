/** The numbers that decide. All durations are seconds. */
export interface Policy {
  /** Calls per verification. */
  maxAttempts: number;
  /** How often the prompt is said in one call: once, and again after silence or a wrong key. */
  maxPrompts: number;
  /** From creation to expiry. NIST SP 800-63B-4 allows an out-of-band secret ten minutes. */
  lifeSeconds: number;
  /** 25 s of ringing ends before most voicemail picks up. */
  ringTimeoutSeconds: number;
  /** How long the call waits for a key after the prompt. */
  keyTimeoutSeconds: number;
  /** Longer than every prompt said `maxPrompts` times; the carrier ends the call then. */
  talkTimeLimitSeconds: number;
  /** For how long an attempt that the carrier could not take is tried again before it counts as ended. */
  placeWithinSeconds: number;
  /** A call that starts with less life than this left cannot be answered and confirmed in time. */
  minimumUsefulLifeSeconds: number;
}

export const defaultPolicy: Policy = {
  maxAttempts: 3,
  maxPrompts: 3,
  lifeSeconds: 600,
  ringTimeoutSeconds: 25,
  keyTimeoutSeconds: 6,
  talkTimeLimitSeconds: 120,
  placeWithinSeconds: 60,
  minimumUsefulLifeSeconds: 30,
};
