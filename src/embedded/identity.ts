import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedDatabaseError } from './error.ts';

const run = promisify(execFile);

/** A user who is not root, as Postgres demands. */
export interface User {
  uid: number;
  gid: number;
}

/** Whether this process is root, which Postgres refuses to run as. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * The user whom root runs the cluster as: its owner if it exists, so that it goes on working for whoever made it
 * without root, else the system's `postgres`, who is added if need be.
 * @throws EmbeddedDatabaseError when there is no such user and none can be added
 */
export async function userFor(cluster: string): Promise<User> {
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = await lookUp();
  if (known) return known;
  await run('groupadd', ['--system', '--force', 'postgres']).catch(() => {});
  await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']).catch(() => {});
  const added = await lookUp();
  if (added) return added;
  throw new EmbeddedDatabaseError(
    'Postgres does not run as root, and no user `postgres` could be added: add one, run as another user, or set DATABASE_URL to a Postgres of your own.',
  );
}

async function lookUp(): Promise<User | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

/** Whether the user may go through every folder above `path`. Access lists are not read: they can only make this too strict. */
export function canReach({ uid, gid }: User, path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid: owner, gid: group } = statSync(folder);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The command line that gives up root, except for the right to go through other people's folders: a clone under
 * `/root` is closed to the user `postgres`, and opening it to everyone would be worse.
 */
export function withoutRoot({ uid, gid }: User, command: string[]): string[] {
  const rights = ['--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  // Postgres asks access(2) about its own programs, which forgets the rights of a user who is not root without this.
  rights.push('--securebits=+no_setuid_fixup');
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, ...rights, ...command];
}
