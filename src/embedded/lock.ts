import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedDatabaseError } from './error.ts';
import type { Layout } from './layout.ts';
import { isAlive } from './processes.ts';

/** How long a keeper that is shutting its Postgres down is waited for. */
const HANDOVER_TIMEOUT_MS = 30_000;
const SQLITE_BUSY = 5;

export interface Lock {
  /** Referred to for as long as the lock is wanted: a collected handle would let go of it. */
  file: DatabaseSync;
  /** Says that the database is going down: who comes now waits instead of being turned away. */
  yield(): void;
}

/**
 * Takes the data folder for this process until it ends. The operating system drops the lock however the process
 * dies, so no stale lock has ever to be judged; Node has no `flock`, and SQLite's file lock is the one it brings.
 * @param ownerPid the process to name to others: the one a person started
 * @throws EmbeddedDatabaseError naming the owner when another living process has the folder
 */
export async function takeLock(layout: Layout, ownerPid: number): Promise<Lock> {
  const file = new DatabaseSync(layout.lock, { timeout: 0 });
  const deadline = performance.now() + HANDOVER_TIMEOUT_MS;
  while (!tryLock(file)) {
    const owner = readOwner(layout.owner);
    if (owner !== null && isAlive(owner)) {
      throw new EmbeddedDatabaseError(
        `The embedded database in ${layout.folder} is in use by process ${owner}: stop that one first, or set DATABASE_URL to a Postgres of your own.`,
      );
    }
    if (performance.now() > deadline) {
      throw new EmbeddedDatabaseError(
        `The embedded database in ${layout.folder} has been shutting down for ${HANDOVER_TIMEOUT_MS / 1000} seconds: end the process that holds ${layout.lock}, and start again.`,
      );
    }
    await delay(50);
  }
  writeFileSync(layout.owner, `${ownerPid}\n`);
  return { file, yield: () => rmSync(layout.owner, { force: true }) };
}

function tryLock(file: DatabaseSync): boolean {
  try {
    file.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false;
    throw error;
  }
}

function readOwner(path: string): number | null {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10) || null;
  } catch {
    return null;
  }
}
