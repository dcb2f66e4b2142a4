import { accessSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readPassword } from './cluster.ts';
import { ensureDatabase } from './ensure-database.ts';
import { explainThrown } from './error.ts';
import { isRoot } from './identity.ts';
import { type Layout, layoutOf, urlOf } from './layout.ts';
import { findPostmaster } from './postmaster.ts';
import { startKeeper } from './start-keeper.ts';

export { DEFAULT_DATA_DIR } from './layout.ts';

/** A real Postgres on this machine that belongs to this process. */
export interface EmbeddedDatabase {
  /** `postgres://…@127.0.0.1:port/poundkey`, with the password. */
  url: string;
  /** Stops Postgres, disconnecting whoever is still connected. Resolves when it is gone. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Our data folder; the database lives in `postgres` below it. Made if it is not there. */
  dataDir: string;
  /** Told of what takes time and of what went wrong later on, a line each. */
  log: (message: string) => void;
  /** False gives up crash safety for speed, for tests. What was committed survives a crash otherwise. */
  durable?: boolean;
}

/**
 * Starts the Postgres of a data folder, making it first if need be, and cleaning up after any crash. It goes down
 * with this process, however that ends.
 * @throws EmbeddedDatabaseError in all cases that a person can put right
 */
export async function openEmbeddedPostgres({ dataDir, log, durable = true }: OpenOptions): Promise<EmbeddedDatabase> {
  const folder = resolve(dataDir);
  try {
    const layout = prepareFolder(folder);
    if (!existsSync(layout.cluster)) log(`Making the embedded database in ${layout.folder}, once`);
    const keeper = await startKeeper(layout, { dataDir: folder, durable }, log);
    try {
      await ensureDatabase(keeper.url);
    } catch (error) {
      await keeper.close();
      throw error;
    }
    return keeper;
  } catch (thrown) {
    throw explainThrown(thrown, layoutOf(folder).folder);
  }
}

/**
 * The URL of the Postgres that already runs on the data folder, started by another process; null when none does.
 * @throws EmbeddedDatabaseError when it runs and its files are not ours to read
 */
export async function attachEmbeddedPostgres({ dataDir }: { dataDir: string }): Promise<{ url: string } | null> {
  const layout = layoutOf(resolve(dataDir));
  try {
    const postmaster = findPostmaster(realpathSync(layout.cluster));
    return postmaster?.ready ? { url: urlOf(readPassword(layout), postmaster.port) } : null;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw explainThrown(thrown, layout.folder);
  }
}

function prepareFolder(dataDir: string): Layout {
  // Root's Postgres runs as another user, who must be able to pass through.
  makeFolder(dataDir, isRoot() ? 0o711 : 0o700);
  const layout = layoutOf(realpathSync(dataDir));
  makeFolder(layout.folder, 0o700);
  accessSync(layout.folder, constants.W_OK);
  return layout;
}

/** Not `mkdir`'s `recursive`: on a read-only disk it says that the folder does not exist. */
function makeFolder(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT') throw error;
    makeFolder(dirname(path), mode);
    mkdirSync(path, { mode });
  }
}
