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
  /** Countries whose numbers may be called, as ISO 3166-1 codes; empty: all. */
  countries: readonly string[];
  /** Where the hosted pages may send a browser, besides loopback on a development machine. Without query and fragment. */
  returnUrls: readonly string[];
  /** For how long a login system may have browsers remembered at most; 0: not at all. */
  rememberDeviceDays: number;
  /** Whether people may make app passwords. */
  appPasswords: boolean;
  /** Of buttons on the hosted pages, `#rrggbb`; null: the service's own. */
  brandColor: string | null;
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
  countries: [],
  returnUrls: [],
  rememberDeviceDays: 90,
  appPasswords: true,
  brandColor: null,
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
