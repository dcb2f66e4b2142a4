import type { Identity, IdentityProvider, PendingSignIn } from '#ports/identity-provider.ts';
import type { StaffRecord } from '#ports/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { type Visitor, writeSignInFailure } from './sign-in.ts';
import { countingFailures } from './sign-in-limits.ts';

export type OpenIdSignIn =
  | { outcome: 'known'; staff: StaffRecord }
  /** The provider knows the person, and there is no account in force for them. */
  | { outcome: 'no_account' }
  | { outcome: 'refused' | 'unavailable' };

/**
 * The account of somebody who comes back from the OpenID provider. Accounts are made beforehand: nobody gets one by
 * signing in.
 * @param pending null where this browser did not leave for the provider, or too long ago
 * @throws ApiError `too_many_requests` after ten failures from one IP
 */
export async function finishOpenId(
  deps: Dependencies,
  provider: IdentityProvider,
  back: { query: URLSearchParams; pending: PendingSignIn | null },
  { ip }: Visitor,
): Promise<OpenIdSignIn> {
  let outcome: OpenIdSignIn = { outcome: 'refused' };
  await countingFailures(deps.rateLimits, { ip }, async () => {
    outcome = await identify(deps, provider, back);
    // An outage is nobody's failure, and stands in the log.
    if (outcome.outcome === 'known' || outcome.outcome === 'unavailable') return outcome;
    await writeSignInFailure(deps, null, { by: 'openid', ip, because: outcome.outcome });
    return null;
  });
  return outcome;
}

async function identify(
  deps: Dependencies,
  provider: IdentityProvider,
  { query, pending }: { query: URLSearchParams; pending: PendingSignIn | null },
): Promise<OpenIdSignIn> {
  if (!pending) return { outcome: 'refused' };
  const told = await provider.finish(query, pending);
  if (told.outcome !== 'identified') return told;
  const staff = await accountOf(deps, told.identity);
  return staff?.disabledAt === null ? { outcome: 'known', staff } : { outcome: 'no_account' };
}

/** By subject; the first time by an address that the provider has verified, which is not looked at again. */
async function accountOf(deps: Dependencies, { subject, verifiedEmail }: Identity): Promise<StaffRecord | null> {
  const known = await deps.staff.findByOidcSubject(subject);
  if (known || verifiedEmail === null) return known;
  const staff = await deps.staff.findByEmail(verifiedEmail);
  if (!staff || staff.oidcSubject !== null || staff.disabledAt !== null) return null;
  const changed = await deps.staff.change(staff.id, { oidcSubject: subject }, deps.clock.now());
  return changed.outcome === 'changed' ? changed.staff : null;
}
