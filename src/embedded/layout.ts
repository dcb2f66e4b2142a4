import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where `npm start` keeps what it makes when it is told nothing: `.data` beside package.json. */
export const DEFAULT_DATA_DIR = fileURLToPath(new URL('../../.data', import.meta.url));

/** Name of the database and of the role that owns it. */
export const DATABASE_NAME = 'poundkey';

/** The files of an embedded database, all below `<dataDir>/postgres`. */
export interface Layout {
  folder: string;
  /** Postgres' own data folder. It exists only when it was made to the end. */
  cluster: string;
  password: string;
  lock: string;
  owner: string;
}

export function layoutOf(dataDir: string): Layout {
  const folder = join(dataDir, 'postgres');
  return {
    folder,
    cluster: join(folder, 'cluster'),
    password: join(folder, 'password'),
    lock: join(folder, 'lock'),
    owner: join(folder, 'owner'),
  };
}

/** @param password URL-safe, as `ensureCluster` makes it */
export function urlOf(password: string, port: number): string {
  return `postgres://${DATABASE_NAME}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`;
}
