import { PrismaPg } from '@prisma/adapter-pg';
import { StoreUnavailable } from '#ports/store.ts';
import { type Database, isUnavailable } from './database.ts';
import { PrismaClient } from './generated/client.ts';

export type Prisma = PrismaClient;

/** Prisma over the pool of this process. */
export function openPrisma(database: Database): Prisma {
  // Longer than the pool lets anybody wait for a connection: it is the pool that says when there is none.
  return new PrismaClient({ adapter: new PrismaPg(database.pool), transactionOptions: { maxWait: 5_000 } });
}

/** Runs a query of Prisma; throws `StoreUnavailable` when the database is away. */
export async function askPrisma<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    throw isAway(error) ? new StoreUnavailable('The database does not answer.', { cause: error }) : error;
  }
}

/**
 * Prisma wraps what the driver said: its P1xxx codes are about reaching the server, P2024 and P2028 about a connection or
 * transaction that took too long, the rest is found in the cause.
 */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return /^(P10\d\d|P2024|P2028)$/.test(code) || isUnavailable(error) || isAway(error.cause);
}
