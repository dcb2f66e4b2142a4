import { PrismaPg } from '@prisma/adapter-pg';
import { StoreUnavailable } from '#ports/store.ts';
import { type Database, isUnavailable } from './database.ts';
import { PrismaClient } from './generated/client.ts';

export type Prisma = PrismaClient;

/** Prisma over the pool of this process. */
export function openPrisma(database: Database): Prisma {
  return new PrismaClient({ adapter: new PrismaPg(database.pool) });
}

/** Runs a query of Prisma; throws `StoreUnavailable` when the database is away. */
export async function askPrisma<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    throw isAway(error) ? new StoreUnavailable('The database does not answer.', { cause: error }) : error;
  }
}

/** Prisma wraps what the driver said: its P1xxx codes are about reaching the server, the rest is found in the cause. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return /^(P10\d\d|P2024)$/.test(code) || isUnavailable(error) || isAway(error.cause);
}
