import type { Prisma } from './prisma.ts';

/** Prisma inside a transaction. */
type Transaction = Parameters<Parameters<Prisma['$transaction']>[0]>[0];

/**
 * Makes the user, or keeps others from changing it and what it has until the transaction ends.
 * @returns whether it was made
 */
export async function lockUser(
  tx: Transaction,
  { applicationId, userId, at }: { applicationId: string; userId: string; at: Date },
): Promise<boolean> {
  // A row that was there before has been locked by this statement, which leaves its mark in xmax.
  const [row] = await tx.$queryRaw<{ made: boolean }[]>`
    INSERT INTO users (application_id, user_id, created_at) VALUES (${applicationId}::uuid, ${userId}, ${at})
    ON CONFLICT (application_id, user_id) DO UPDATE SET created_at = users.created_at
    RETURNING xmax = 0 AS made`;
  return row?.made ?? false;
}
