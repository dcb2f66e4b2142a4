import { attachEmbeddedPostgres, DEFAULT_DATA_DIR, openEmbeddedPostgres } from '#embedded/database.ts';
import type { ApplicationRecord, ApplicationStore } from '#ports/store.ts';
import { migrate, requireMigrated } from '#prisma/migrate.ts';
import { createApplicationStore } from '#store/applications.ts';
import { openDatabase } from '#store/database.ts';
import { openPrisma } from '#store/prisma.ts';
import { readConfig } from '../config.ts';
import { Refusal } from './errors.ts';

/** Standard output is for results alone. */
const tell = (line: string) => console.error(line);

/**
 * Opens the applications of the database that the settings name, and closes what it opened.
 * @throws ConfigError, DatabaseError, EmbeddedDatabaseError in all cases that a person can put right
 */
export async function withApplications<T>(use: (applications: ApplicationStore) => Promise<T>): Promise<T> {
  const { databaseUrl } = readConfig(process.env, false);
  const place = databaseUrl === null ? await embeddedDatabase() : await sharedDatabase(databaseUrl);
  // A connection that breaks also fails the statement under way, which is where it is told.
  const database = openDatabase(place.url, () => {});
  try {
    return await use(createApplicationStore(openPrisma(database)));
  } finally {
    await database.close();
    await place.close();
  }
}

/** @throws Refusal when there is no application of this name. */
export async function requireApplication(applications: ApplicationStore, name: string): Promise<ApplicationRecord> {
  const application = await applications.findByName(name);
  if (!application) throw new Refusal(`There is no application named ${name}; "app list" shows those there are.`);
  return application;
}

interface Place {
  url: string;
  close(): Promise<void>;
}

/** Not migrated from here: who runs it may have reasons for the hour at which that is done. */
async function sharedDatabase(url: string): Promise<Place> {
  await requireMigrated(url);
  return { url, close: async () => {} };
}

async function embeddedDatabase(): Promise<Place> {
  const running = await attachEmbeddedPostgres({ dataDir: DEFAULT_DATA_DIR });
  const place = running
    ? { ...running, close: async () => {} }
    : await openEmbeddedPostgres({ dataDir: DEFAULT_DATA_DIR, log: tell });
  try {
    await migrate(place.url, tell);
    return place;
  } catch (error) {
    await place.close();
    throw error;
  }
}
