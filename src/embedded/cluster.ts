import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Binaries } from './binaries.ts';
import { postgresEnvironment } from './environment.ts';
import { EmbeddedDatabaseError, explain } from './error.ts';
import { DATABASE_NAME, type Layout } from './layout.ts';

const HALF_MADE = 'cluster.new.';

/**
 * Makes the cluster unless it is there already. It is made beside its place and moved there at the end: what an
 * interruption leaves is thrown away by the next start, never taken for a database.
 * @param durable false skips the sync to disk, for tests
 * @returns the password of the role `poundkey`
 * @throws EmbeddedDatabaseError
 */
export async function ensureCluster(layout: Layout, binaries: Binaries, durable: boolean): Promise<string> {
  removeHalfMade(layout.folder);
  if (exists(layout.cluster)) return readPassword(layout);
  // Of its own name, since the initdb of a killed keeper may still be at work on another.
  const halfMade = join(layout.folder, `${HALF_MADE}${process.pid}`);
  if (!exists(layout.password)) {
    writeFileSync(layout.password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: durable });
  }
  const initdb = spawn(
    binaries.initdb,
    [
      `--pgdata=${halfMade}`,
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
  renameSync(halfMade, layout.cluster);
  if (durable) syncFolder(layout.folder);
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

function removeHalfMade(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(HALF_MADE)) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // Still being written to; a later start removes it.
    }
  }
}

/** Sees to it that the rename outlasts a power cut as surely as what is committed afterwards. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** Not `existsSync`: it asks by `access`, which takes no account of the rights that the keeper has kept from root. */
function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
