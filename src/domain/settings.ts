import type { MachineDetection, Policy } from './policy.ts';
import { type Channel, type Mode, modes } from './verification.ts';

/** What an application decides for its verifications. */
export interface ApplicationSettings {
  /** The modes that it allows; `['match']` requires match. */
  modes: readonly Mode[];
  machineDetection: MachineDetection;
  maxAttempts: number;
  /** Between two attempts at the same number; 0: none. */
  cooldownSeconds: number;
  /** Between two sendings of a code. */
  resendCooldownSeconds: number;
  /** How long somebody who reports fraud is not called. */
  fraudBlockDays: number;
  /** The host on which codes are typed, for phones that offer to fill them in; null: that of PUBLIC_URL. */
  codeDomain: string | null;
  /** Hosts that events may be sent to though they are not public, and without TLS. Names or IP addresses. */
  eventHosts: readonly string[];
}

export const defaultSettings: ApplicationSettings = {
  modes,
  machineDetection: 'off',
  maxAttempts: 3,
  cooldownSeconds: 0,
  resendCooldownSeconds: 30,
  fraudBlockDays: 90,
  codeDomain: null,
  eventHosts: [],
};

/** The rules of an application: the service's, with what the application decides. */
export function policyFor(policy: Policy, settings: Partial<ApplicationSettings>): Policy {
  const { machineDetection, maxAttempts, cooldownSeconds, resendCooldownSeconds, fraudBlockDays } = settings;
  const decided = { machineDetection, maxAttempts, cooldownSeconds, resendCooldownSeconds, fraudBlockDays };
  const set = Object.fromEntries(Object.entries(decided).filter(([, value]) => value !== undefined));
  return { ...policy, ...set };
}

/** The mode that a channel uses unless told otherwise: the first of its own that the application allows. */
export function defaultMode(channel: Channel, allowed: readonly Mode[]): Mode {
  if (channel === 'sms') return 'code';
  return modes.find((mode) => allowed.includes(mode)) ?? 'pound';
}
