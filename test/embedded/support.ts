import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import { openEmbeddedPostgres } from '#embedded/database.ts';
import { isAlive } from '#embedded/processes.ts';
import { onServer } from '#test/support/server.ts';

/** A folder that is gone after the test. Root's Postgres, another user, may pass through unless `mode` says otherwise. */
export function temporaryFolder(mode = 0o711): string {
  const folder = mkdtempSync(join(tmpdir(), 'poundkey-embedded-'));
  chmodSync(folder, mode);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens the database of a folder and closes it at the end of the test. Not durable, which saves seconds. */
export async function open(dataDir: string, log: (message: string) => void = () => {}) {
  const database = await openEmbeddedPostgres({ dataDir, log, durable: false });
  onTestFinished(() => database.close());
  return database;
}

/** Opens the database in a process of its own, which can be killed. */
export async function openElsewhere(dataDir: string): Promise<{ parent: ChildProcess; url: string }> {
  const parent = fork(fileURLToPath(new URL('./parent.ts', import.meta.url)), [dataDir], { execArgv: [] });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const url = await new Promise<string>((resolve) => parent.once('message', (message) => resolve(String(message))));
  return { parent, url };
}

/** Ids of the Postgres that runs on the folder, and of its keeper. */
export function runningOn(dataDir: string): { postgres: number; keeper: number } {
  const postgres = Number.parseInt(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8'), 10);
  return {
    postgres,
    keeper: Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(postgres)], { encoding: 'utf8' })),
  };
}

/** Resolves when all the processes are gone. */
export function untilGone(...pids: number[]): Promise<void> {
  return vi.waitFor(
    () => {
      const living = pids.filter(isAlive);
      if (living.length > 0) throw new Error(`still running: ${living.join(', ')}`);
    },
    { timeout: 10_000, interval: 20 },
  );
}

/** Leaves something in the database that a later start must find again. */
export function leaveMark(url: string): Promise<unknown> {
  return onServer(url, (client) => client.query('CREATE TABLE mark AS SELECT 42 AS value'));
}

export function readMark(url: string): Promise<unknown> {
  return onServer(url, async (client) => (await client.query('SELECT value FROM mark')).rows[0]?.value);
}
