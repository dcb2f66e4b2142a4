import type { Fixture } from '#fixtures/fixture.ts';
import { type PolicyChanges, playWhatIf, type WhatIfStep } from '#fixtures/what-if.ts';
import type { Scope } from '#ports/console-search.ts';
import type { StaffRecord } from '#ports/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { policyOf } from '../policy-of.ts';
import { audited } from './audited.ts';
import { readRecorded } from './recorded.ts';
import { caveatsOf, type ReplayPolicy } from './replay-caveats.ts';

export interface Replayed {
  /** The policy that it was played with. */
  policy: ReplayPolicy;
  steps: WhatIfStep[];
  /** What cannot be known from what was recorded, in sentences. */
  caveats: string[];
}

/**
 * Plays what was recorded through the state machine, under the policy in force or another one. Nothing is dialed.
 * @throws ApiError `not_found`; `state_conflict` where nothing has been recorded
 */
export async function replay(deps: Dependencies, scope: Scope, id: string, changes: PolicyChanges): Promise<Replayed> {
  const { record, fixture } = await readRecorded(deps, scope, id);
  const inForce = policyOf(deps, record);
  const policy: ReplayPolicy = {
    ringTimeoutSeconds: changes.ringTimeoutSeconds ?? inForce.ringTimeoutSeconds,
    machineDetection: changes.machineDetection ?? inForce.machineDetection,
    maxPrompts: changes.maxPrompts ?? inForce.maxPrompts,
  };
  const isShorter = policy.ringTimeoutSeconds < inForce.ringTimeoutSeconds;
  const { ringTimeoutSeconds } = policy;
  const played = playWhatIf(fixture, { ...changes, ringTimeoutSeconds: isShorter ? ringTimeoutSeconds : undefined });
  return { policy, steps: played.steps, caveats: caveatsOf({ fixture, inForce, policy, changes, ...played }) };
}

/**
 * The recorded conversation as a file that developers play: numbers, dates, ids and what was typed are replaced.
 * @throws ApiError as `replay`
 */
export async function exportFixture(
  deps: Dependencies,
  staff: StaffRecord,
  scope: Scope,
  id: string,
): Promise<Fixture> {
  const { whole, fixture } = await readRecorded(deps, scope, id);
  const subject = { type: 'verification', id } as const;
  const { applicationId } = whole;
  const data = { exchanges: fixture.exchanges.length };
  const deed = { action: 'verification.export', subject, applicationId, reason: null, data } as const;
  return audited(deps, staff, deed, async () => fixture);
}
