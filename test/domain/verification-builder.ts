import { defaultPolicy } from '#domain/policy.ts';
import type { Attempt, Verification } from '#domain/verification.ts';

export const start = new Date('2026-11-23T09:00:00.000Z');
export const callSid = 'CA00000000000000000000000000000001';
export const secondsLater = (seconds: number) => new Date(start.getTime() + seconds * 1000);

/** A verification that was just asked for, changed as told. */
export function verification(
  changes: Partial<Omit<Verification, 'attempt'>> & { attempt?: Partial<Attempt> } = {},
): Verification {
  const { attempt, ...rest } = changes;
  return {
    id: 'verification',
    mode: 'pound',
    status: 'pending',
    reason: null,
    version: 1,
    createdAt: start,
    updatedAt: start,
    expiresAt: secondsLater(defaultPolicy.lifeSeconds),
    ...rest,
    attempt: {
      ...{ id: 'attempt-1', number: 1, status: 'queued', callSid: null, answeredBy: null, promptsSaid: 0 },
      ...{ queuedAt: start, startedAt: null, endedAt: null },
      ...attempt,
    },
  };
}

/** One whose call was answered and greeted. */
export function inCall(changes: Partial<Attempt> = {}): Verification {
  const attempt = { status: 'in-progress', callSid, promptsSaid: 1, startedAt: start, ...changes } as const;
  return verification({ attempt });
}
