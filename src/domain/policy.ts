export const machineDetections = ['off', 'sync', 'async'] as const;
/** `sync` waits for the finding before the prompt; `async` speaks meanwhile. */
export type MachineDetection = (typeof machineDetections)[number];

/** The numbers that decide. All durations are seconds. */
export interface Policy {
  /** Calls and messages per verification. */
  maxAttempts: number;
  /** How often the prompt is said in one call: once, and again after silence or a wrong key. */
  maxPrompts: number;
  /** How many codes may be tried per verification. */
  maxChecks: number;
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
  /** Whether the carrier is asked if a machine picked up. */
  machineDetection: MachineDetection;
  /** Between two attempts at the same number; 0: none. */
  cooldownSeconds: number;
  /** Between two sendings of a code. */
  resendCooldownSeconds: number;
  /** How long somebody who reports fraud is not called. */
  fraudBlockDays: number;
}

export const defaultPolicy: Policy = {
  maxAttempts: 3,
  maxPrompts: 3,
  maxChecks: 5,
  lifeSeconds: 600,
  ringTimeoutSeconds: 25,
  keyTimeoutSeconds: 6,
  talkTimeLimitSeconds: 120,
  placeWithinSeconds: 60,
  minimumUsefulLifeSeconds: 30,
  machineDetection: 'off',
  cooldownSeconds: 0,
  resendCooldownSeconds: 30,
  fraudBlockDays: 90,
};
