import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { assertSchemaCompatibility, runMigrations, SchemaMigrationRequiredError } from 'bullmq';
import pg from 'pg';
import { attachEmbeddedPostgres, DEFAULT_DATA_DIR, openEmbeddedPostgres } from '#embedded/database.ts';
import { loadEnvFile } from '#env-file';
import { explainError } from '#expected-error';
import { createMigration } from './create-migration.ts';
import { DatabaseError, explainDatabase, placeOf } from './database-error.ts';
import { appliedMigrations, failedMigration, markRolledBack, pendingMigrations } from './ledger.ts';
import { MIGRATIONS_FOLDER, readMigrations } from './migration-files.ts';

export { DatabaseError } from './database-error.ts';

/** Schema of the queue's own tables, when it runs on Postgres. */
export const QUEUE_SCHEMA = 'bullmq';

const OLDEST_POSTGRES = 15;
const CONNECT_TIMEOUT_MS = 10_000;
/** Any number that nobody else locks on in our database. */
const LOCK_KEY = 7_646_539_123;

type Log = (message: string) => void;

/**
 * Brings a database up to date: our migrations, then the queue's. Any number of processes may do so at once; one
 * works and the others wait for it.
 * @param databaseUrl of an existing database on Postgres 15 or later
 * @throws DatabaseError in all cases that a person can put right
 */
export async function migrate(databaseUrl: string, log: Log, folder = MIGRATIONS_FOLDER): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await requireVersion(client, databaseUrl);
    await takeTurn(client, log);
    const pending = await pendingMigrations(client, readMigrations(folder));
    if (pending.length > 0) await apply(databaseUrl, folder, log);
    await runMigrations(client, QUEUE_SCHEMA);
  });
}

/**
 * Makes sure that a database is up to date without changing it: a single role may run as a user who owns no tables.
 * @throws DatabaseError when a migration is missing, or the database cannot be used
 */
export async function requireMigrated(databaseUrl: string, folder = MIGRATIONS_FOLDER): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await requireVersion(client, databaseUrl);
    const applied = await appliedMigrations(client);
    const missing = readMigrations(folder).find(({ name }) => !applied.has(name))?.name ?? (await queueLacks(client));
    if (!missing) return;
    throw new DatabaseError(
      `The database at ${placeOf(databaseUrl)} lacks the migration ${missing}: run "npm run migrate" with the same DATABASE_URL, then start again.`,
    );
  });
}

/** What the queue's own schema lacks, if anything. */
async function queueLacks(client: pg.Client): Promise<string | null> {
  try {
    await assertSchemaCompatibility(client, QUEUE_SCHEMA);
    return null;
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return 'of the queue';
    throw error;
  }
}

/** Loads the schema engine only now: it is large, and a later start has no use for it. */
async function apply(databaseUrl: string, folder: string, log: Log): Promise<void> {
  const { applyMigrations } = await import('./schema-engine.ts');
  try {
    for (const name of await applyMigrations(databaseUrl, folder)) log(`Applied migration ${name}`);
  } catch (error) {
    const said = (error as Error).message;
    const name = said.match(/migration_name="([^"]+)"/)?.[1];
    if (name) throw failedMigration(name, said.match(/ERROR: ([^\n]+)/)?.[1] ?? said.split('\n')[0]);
    if (!/schema is not empty/.test(said)) throw error;
    throw new DatabaseError(
      `The database at ${placeOf(databaseUrl)} holds tables that are not ours: give poundkey a database of its own.`,
    );
  }
}

async function requireVersion(client: pg.Client, databaseUrl: string): Promise<void> {
  const { rows } = await client.query('SHOW server_version_num');
  const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (major >= OLDEST_POSTGRES) return;
  throw new DatabaseError(
    `The database at ${placeOf(databaseUrl)} is Postgres ${major}: use Postgres ${OLDEST_POSTGRES} or later.`,
  );
}

/**
 * Asks again and again instead of waiting in Postgres: a waiting statement would hold up CREATE INDEX CONCURRENTLY
 * in the process it waits for, for ever. The lock ends with the connection.
 */
async function takeTurn(client: pg.Client, log: Log): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS mine', [LOCK_KEY]);
    if (rows[0]?.mine) return;
    if (tries === 0) log('Waiting for another process to finish migrating');
    await delay(100);
  }
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  placeOf(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // A connection that breaks also fails the statement under way, which is where it is dealt with.
  client.on('error', () => {});
  try {
    await client.connect();
    // Ended only if it ever connected: pg may wait for ever for the end of what never began.
    await use(client).finally(() => client.end().catch(() => {}));
  } catch (error) {
    throw explainDatabase(error, url);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { create: { type: 'string' }, 'rolled-back': { type: 'string' } } });
  if (values.create) return console.log(await createMigration(values.create));
  const database = await databaseOfEnvironment();
  try {
    const name = values['rolled-back'];
    if (!name) await migrate(database.url, console.log);
    else {
      await withClient(database.url, async (client) => {
        const done = await markRolledBack(client, name);
        console.log(done ? `${name} may be tried again` : `No failed migration is called ${name}`);
      });
    }
  } finally {
    await database.close();
  }
}

async function databaseOfEnvironment(): Promise<{ url: string; close(): Promise<void> }> {
  const close = async () => {};
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, close };
  const running = await attachEmbeddedPostgres({ dataDir: DEFAULT_DATA_DIR });
  return running ? { ...running, close } : openEmbeddedPostgres({ dataDir: DEFAULT_DATA_DIR, log: console.log });
}

if (import.meta.main) {
  loadEnvFile();
  await main().catch((error: unknown) => {
    console.error(explainError(error));
    process.exitCode = 1;
  });
}
