import { ApiError } from '#errors';
import type { VerificationRecord } from '#ports/store.ts';
import { applyEvent } from './apply-event.ts';
import type { Dependencies } from './dependencies.ts';
import { noSuchVerification } from './refusals.ts';

/**
 * Tries a code that was typed on the screen. Each try counts, right or wrong, and the count and its outcome are one
 * write: however many are tried at once, no more than `policy.maxChecks` are looked at.
 * @param code six digits
 * @returns the verification: `verified`, or `retry` with `wrong_code` while more may be tried; still `pending` where a
 * wrong code came before the right one was on its way, which it then goes on to
 * @throws ApiError `not_found`; `state_conflict` where no code is asked for or the verification is over
 */
export async function checkCode(
  deps: Dependencies,
  applicationId: string,
  id: string,
  code: string,
): Promise<VerificationRecord> {
  const applied = await applyEvent(
    deps,
    { applicationId, id },
    // By the attempt as it is when the check is written down: another one may have another code.
    ({ attempt }) => ({
      type: 'code_checked',
      code: deps.secretDigits.isCode(attempt.codeId, code) ? 'right' : 'wrong',
    }),
    { source: 'api' },
  );
  if (!applied) throw noSuchVerification();
  const { verdict, record } = applied;
  if (verdict !== 'refused') return record;
  throw new ApiError(
    'state_conflict',
    record.attempt.mode === 'code'
      ? `This verification is ${record.status}: its code can no longer be used.`
      : 'There is no code to check: this verification is confirmed by keys in the call.',
  );
}
