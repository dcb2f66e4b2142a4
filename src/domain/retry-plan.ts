import type { Policy } from './policy.ts';
import {
  type Attempt,
  type Channel,
  hasAttemptsLeft,
  type Mode,
  type Reason,
  type Verification,
} from './verification.ts';

/** What may be tried without being asked after an attempt has ended so. */
export interface NextTry {
  /** Seconds after which the same channel may be tried again by itself; null: only when a person asks. */
  againAfterSeconds: number | null;
  /** Whether the other channel, where the caller named one, is tried at once. */
  fallsBack: boolean;
}

/**
 * Only ends in which nobody was reached are tried again by themselves. Somebody who hung up or pressed another key was
 * reached: calling again unasked would wear down a person whose password was stolen until they press #. Where it is
 * not known whether a phone rang, nothing is tried either.
 */
export const retryPlan: Partial<Record<Reason, NextTry>> = {
  no_answer: { againAfterSeconds: 30, fallsBack: true },
  busy: { againAfterSeconds: 60, fallsBack: true },
  voicemail: { againAfterSeconds: 60, fallsBack: true },
  fax: { againAfterSeconds: null, fallsBack: true },
  unreachable: { againAfterSeconds: 30, fallsBack: true },
  call_failed: { againAfterSeconds: 15, fallsBack: true },
  message_undelivered: { againAfterSeconds: 15, fallsBack: true },
  carrier_unavailable: { againAfterSeconds: 30, fallsBack: true },
  no_input: { againAfterSeconds: null, fallsBack: true },
};

/** The channels of a verification, in the order in which they are used. */
export function channelsOf({ channel, fallback }: Pick<Verification, 'channel' | 'fallback'>): Channel[] {
  return [channel, ...fallback];
}

/** How a channel confirms: as was asked for it, and else by a code. */
export function modeOn(channel: Channel, asked: Pick<Verification, 'channel' | 'mode'>): Mode {
  return channel === asked.channel ? asked.mode : 'code';
}

/** What comes by itself after an attempt that ended for `reason`: by which channel and when, or nothing. */
export function nextTry(
  verification: Verification,
  reason: Reason,
  now: Date,
  policy: Policy,
): { channel: Channel; delaySeconds: number } | null {
  const plan = retryPlan[reason];
  if (!plan || !hasAttemptsLeft(verification, policy.maxAttempts)) return null;
  const channels = channelsOf(verification);
  const other = channels[channels.indexOf(verification.attempt.channel) + 1];
  const choice =
    plan.fallsBack && other
      ? { channel: other, delaySeconds: policy.cooldownSeconds }
      : verification.autoRetry && plan.againAfterSeconds !== null
        ? {
            channel: verification.attempt.channel,
            delaySeconds: Math.max(plan.againAfterSeconds, policy.cooldownSeconds),
          }
        : null;
  if (!choice) return null;
  const usefulUntil = verification.expiresAt.getTime() - policy.minimumUsefulLifeSeconds * 1000;
  return now.getTime() + choice.delaySeconds * 1000 <= usefulUntil ? choice : null;
}

/** The attempt after the current one. Its code is the same, unless a machine may have heard that. */
export function attemptAfter(
  { attempt, ...asked }: Pick<Verification, 'attempt' | 'channel' | 'mode'>,
  next: { id: string; channel: Channel; queuedAt: Date; machineHeardIt: boolean },
): Attempt {
  const { id, channel, queuedAt, machineHeardIt } = next;
  return {
    ...{ id, number: attempt.number + 1, channel, mode: modeOn(channel, asked), status: 'queued', sid: null },
    ...{ answeredBy: null, promptsSaid: 0, codeId: machineHeardIt ? id : attempt.codeId },
    ...{ queuedAt, startedAt: null, endedAt: null },
  };
}
