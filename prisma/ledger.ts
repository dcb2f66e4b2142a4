import type { ClientBase } from 'pg';
import { DatabaseError } from './database-error.ts';
import type { MigrationFile } from './migration-files.ts';

interface LedgerRow {
  name: string;
  checksum: string;
  finished: boolean;
  /** What went wrong. Empty beside an unfinished migration: its process was ended in the middle. */
  logs: string | null;
}

/**
 * Which migrations Prisma's ledger does not have yet. Entries that we have no file for are left alone: a newer
 * version may have made them while this one is still running.
 * @param client the session that holds the lock on migrating
 * @throws DatabaseError when an earlier migration failed, or was edited after it was applied
 */
export async function pendingMigrations(client: ClientBase, files: MigrationFile[]): Promise<string[]> {
  const rows = await readLedger(client);
  const failed = rows.find((row) => !row.finished && row.logs);
  if (failed) throw failedMigration(failed.name);
  // A script is one transaction, so an interrupted one has left nothing, and is simply run again.
  for (const row of rows) if (!row.finished) await markRolledBack(client, row.name);
  const applied = new Map(rows.filter((row) => row.finished).map((row) => [row.name, row.checksum]));
  const edited = files.find(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum);
  if (edited) {
    throw new DatabaseError(
      `Migration ${edited.name} was edited after it had been applied: restore prisma/migrations/${edited.name}/migration.sql, and put the change into a new migration.`,
    );
  }
  return files.filter(({ name }) => !applied.has(name)).map(({ name }) => name);
}

/** The names of all migrations that the database has. */
export async function appliedMigrations(client: ClientBase): Promise<Set<string>> {
  return new Set((await readLedger(client)).filter((row) => row.finished).map((row) => row.name));
}

/** @param cause what Postgres said, if we were there */
export function failedMigration(name: string, cause?: string): DatabaseError {
  return new DatabaseError(
    `Migration ${name} failed${cause ? ` (${cause})` : ' in an earlier run'}: put its cause right, then run \`npm run migrate -- --rolled-back ${name}\` and \`npm run migrate\`.`,
  );
}

/** Lets a failed migration be tried again. True when there was one of this name. */
export async function markRolledBack(client: ClientBase, name: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE _prisma_migrations SET rolled_back_at = now()
      WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`,
    [name],
  );
  return rowCount === 1;
}

async function readLedger(client: ClientBase): Promise<LedgerRow[]> {
  const { rows: found } = await client.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`);
  if (!found[0]?.exists) return [];
  const { rows } = await client.query<LedgerRow>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished, logs
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}
