/** The phones of a person. CONTRACT: these names are what API clients see. */

export const factorKinds = ['mobile', 'alternate', 'office'] as const;
export type FactorKind = (typeof factorKinds)[number];

/** `verified`: somebody answered it and confirmed, or the login system vouched for it. */
export const factorStatuses = ['unverified', 'verified'] as const;
export type FactorStatus = (typeof factorStatuses)[number];

/** Verified or not, a person has at most so many phones. */
export const MOST_FACTORS = 5;

/**
 * The phone that is used where none is named: the default while it is verified, else the one that was verified first.
 * @param factors of one user
 */
export function factorInUse<F extends { id: string; status: FactorStatus; verifiedAt: Date | null }>(
  factors: readonly F[],
  defaultFactorId: string | null,
): F | null {
  const verified = factors.filter(({ status }) => status === 'verified');
  const chosen = verified.find(({ id }) => id === defaultFactorId);
  if (chosen) return chosen;
  const since = ({ verifiedAt }: F) => verifiedAt?.getTime() ?? 0;
  return verified.reduce<F | null>((first, each) => (first && since(first) <= since(each) ? first : each), null);
}
