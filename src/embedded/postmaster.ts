import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedDatabaseError } from './error.ts';
import { isPostgresOf, waitUntilGone } from './processes.ts';

/** What Postgres writes down about itself in `postmaster.pid` while it runs. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

const FAST_STOP_TIMEOUT_MS = 20_000;
const IMMEDIATE_STOP_TIMEOUT_MS = 10_000;

/** The Postgres that runs on the cluster, or null. Lines of the file: pid, folder, start, port, …, status (8th). */
export function findPostmaster(cluster: string): Postmaster | null {
  const lines = readPidFile(cluster)?.split('\n');
  if (!lines) return null;
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!(pid > 0) || !isPostgresOf(pid, cluster)) return null;
  return { pid, port: Number.parseInt(lines[3] ?? '', 10), ready: lines[7]?.trim() === 'ready' };
}

/**
 * Stops the Postgres of the cluster: by disconnecting its clients (SIGINT) and, if it takes too long, without a
 * checkpoint (SIGQUIT), which costs nothing that was committed.
 * @throws EmbeddedDatabaseError when it does not go
 */
export async function stopPostmaster({ pid }: Postmaster, cluster: string): Promise<void> {
  for (const [signal, timeoutMs] of [
    ['SIGINT', FAST_STOP_TIMEOUT_MS],
    ['SIGQUIT', IMMEDIATE_STOP_TIMEOUT_MS],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      break;
    }
    if (await waitUntilGone(pid, timeoutMs)) return;
  }
  throw new EmbeddedDatabaseError(
    `A Postgres left over from an earlier run (process ${pid}) still uses ${cluster}: end that process, and start again.`,
  );
}

/**
 * Makes ready for a start after a crash. Postgres refuses to start when its old process id belongs to any living
 * process of the same user. Its parent's id it takes for a leftover, and goes on to check that no process of the
 * old Postgres is still attached to the data, a check that deleting the file would disable.
 * @param parentPid the process that will start Postgres
 */
export function disownPidFile(cluster: string, parentPid: number): void {
  const content = readPidFile(cluster);
  if (content !== null) writeFileSync(pidFile(cluster), content.replace(/^[^\n]*/, String(parentPid)));
}

function readPidFile(cluster: string): string | null {
  try {
    return readFileSync(pidFile(cluster), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function pidFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
