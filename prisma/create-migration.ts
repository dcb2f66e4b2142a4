import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEmbeddedPostgres } from '#embedded/database.ts';
import { MIGRATIONS_FOLDER } from './migration-files.ts';
import { applyMigrations, diffToSchema } from './schema-engine.ts';

const SCHEMA = fileURLToPath(new URL('./schema.prisma', import.meta.url));

/**
 * Writes the migration that leads from the existing ones to prisma/schema.prisma, worked out on a database made
 * for the purpose.
 * @param name a verb and its object, such as `add_factor_label`
 * @returns what to tell the developer
 */
export async function createMigration(name: string): Promise<string> {
  const sql = await sqlToSchema();
  if (/^(\s|--[^\n]*)*$/.test(sql)) return 'The migrations already lead to prisma/schema.prisma; nothing written';
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = `${time}_${name.replace(/\W+/g, '_').toLowerCase()}`;
  mkdirSync(join(MIGRATIONS_FOLDER, folder), { recursive: true });
  writeFileSync(join(MIGRATIONS_FOLDER, folder, 'migration.sql'), sql);
  writeFileSync(join(MIGRATIONS_FOLDER, 'migration_lock.toml'), 'provider = "postgresql"\n');
  return `Wrote prisma/migrations/${folder}/migration.sql`;
}

async function sqlToSchema(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'poundkey-migration-'));
  const database = await openEmbeddedPostgres({ dataDir, log: () => {}, durable: false });
  try {
    await applyMigrations(database.url);
    return await diffToSchema(database.url, 'database', readFileSync(SCHEMA, 'utf8'));
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
