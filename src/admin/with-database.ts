import { attachEmbeddedPostgres, DEFAULT_DATA_DIR, openEmbeddedPostgres } from '#embedded/database.ts';
import { migrate, requireMigrated } from '#prisma/migrate.ts';
import { type Database, openDatabase } from '#store/database.ts';
import type { Config } from '../config.ts';

/** Standard output is for results alone. */
const tell = (line: string) => console.error(line);

/**
 * Opens the database that the settings name, and closes what it opened.
 * @throws DatabaseError, EmbeddedDatabaseError in all cases that a person can put right
 */
export async function withDatabase<T>({ databaseUrl }: Config, use: (database: Database) => Promise<T>): Promise<T> {
  const place = databaseUrl === null ? await embeddedDatabase() : await sharedDatabase(databaseUrl);
  // A connection that breaks also fails the statement under way, which is where it is told.
  const database = openDatabase(place.url, () => {});
  try {
    return await use(database);
  } finally {
    await database.close();
    await place.close();
  }
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
