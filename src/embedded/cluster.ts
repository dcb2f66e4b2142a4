import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Binaries } from './binaries.ts';
import { postgresEnvironment } from './environment.ts';
import { EmbeddedDatabaseError, explain } from './error.ts';
import { DATABASE_NAME, type Layout } from './layout.ts';

/**
 * Makes the cluster unless it is there already. It is made beside its place and moved there at the end: what an
 * interruption leaves is thrown away by the next start, never taken for a database.
 * @param durable false skips the sync to disk, for tests
 * @returns the password of the role `poundkey`
 * @throws EmbeddedDatabaseError
 */
export async function ensureCluster(layout: Layout, binaries: Binaries, durable: boolean): Promise<string> {
  if (exists(layout.cluster)) return readPassword(layout);
  rmSync(layout.halfMade, { recursive: true, force: true });
  if (!exists(layout.password)) {
    writeFileSync(layout.password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: durable });
  }
  const initdb = spawn(
    binaries.initdb,
    [
      `--pgdata=${layout.halfMade}`,
      `--username=${DATABASE_NAME}`,
      `--pwfile=${layout.password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Sorting and case rules that are the same on every machine, whatever locales it has.
      '--no-locale',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ],
    { env: postgresEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<number | null>((resolve, reject) => initdb.once('error', reject).once('close', resolve));
  const [code, said] = await Promise.all([ended, text(initdb.stderr)]);
  if (code !== 0) throw explain(said, layout.folder);
  renameSync(layout.halfMade, layout.cluster);
  return readPassword(layout);
}

/**
 * The password of the role `poundkey`.
 * @throws EmbeddedDatabaseError when it is gone, or not ours to read
 */
export function readPassword(layout: Layout): string {
  try {
    return readFileSync(layout.password, 'utf8').trim();
  } catch {
    throw new EmbeddedDatabaseError(
      `The embedded database's password cannot be read from ${layout.password}: put the file back or run as its owner, or move ${layout.folder} away to start empty.`,
    );
  }
}

/** Not `existsSync`: it asks by `access`, which takes no account of the rights that the keeper has kept from root. */
function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
