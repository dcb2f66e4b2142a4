import { isTerminal } from '#domain/verification.ts';
import { ApiError } from '#errors';
import { cancelVerification } from '../change-verification.ts';
import type { Dependencies } from '../dependencies.ts';
import { changeFlow, type Visit } from './visit.ts';

/**
 * Makes another phone the one in question, which ends the call to the one before.
 * @param factorId null: none is
 */
export async function putInQuestion(deps: Dependencies, visit: Visit, factorId: string | null): Promise<void> {
  await endCall(deps, visit);
  await changeFlow(deps, visit.flow, { factorId, verificationId: null });
}

/**
 * Ends the call or message of a visit, if there is one.
 * @returns false where it has just ended otherwise: the person may be verified
 */
export async function endCall(deps: Dependencies, { verification }: Visit): Promise<boolean> {
  if (!verification || isTerminal(verification.status)) return true;
  try {
    await cancelVerification(deps, verification.applicationId, verification.id);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'state_conflict') return false;
    throw error;
  }
}
