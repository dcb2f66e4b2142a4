import type { Policy } from '#domain/policy.ts';
import { policyFor } from '#domain/settings.ts';
import type { VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from './dependencies.ts';

/** The rules that a verification goes by: the service's, with what its application decides. */
export function policyOf(
  deps: Pick<Dependencies, 'policy'>,
  { settings }: Pick<VerificationRecord, 'settings'>,
): Policy {
  return policyFor(deps.policy, settings);
}
