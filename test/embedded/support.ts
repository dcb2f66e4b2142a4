import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, onTestFinished, vi } from 'vitest';
import { openEmbeddedPostgres } from '#embedded/database.ts';
import { isAlive } from '#embedded/processes.ts';
import { onServer } from '#test/support/server.ts';
import { makeTemporaryFolder } from '#test/support/temporary.ts';

/** A folder that is gone after the test. Root's Postgres, another user, may pass through unless `mode` says otherwise. */
export function temporaryFolder(mode = 0o711): string {
  const folder = makeTemporaryFolder(mode);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder for all tests of a file, who find the database that the first of them made. */
export function sharedFolder(): string {
  const folder = makeTemporaryFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens the database of a folder and closes it at the end of the test. */
export async function open(dataDir: string, log: (message: string) => void = () => {}) {
  const database = await openEmbeddedPostgres({ dataDir, log });
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

/** Commits something that a later start must find again. */
export async function leaveMark(url: string): Promise<string> {
  const mark = randomUUID();
  await onServer(url, async (client) => {
    await client.query('CREATE TABLE IF NOT EXISTS marks (mark text)');
    await client.query('INSERT INTO marks VALUES ($1)', [mark]);
  });
  return mark;
}

export async function readMarks(url: string): Promise<string[]> {
  const { rows } = await onServer(url, (client) => client.query<{ mark: string }>('SELECT mark FROM marks'));
  return rows.map(({ mark }) => mark);
}
