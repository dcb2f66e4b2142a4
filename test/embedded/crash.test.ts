import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { attachEmbeddedPostgres } from '#embedded/database.ts';
import { leaveMark, open, openElsewhere, readMark, runningOn, temporaryFolder, untilGone } from './support.ts';

it('takes Postgres along when the process that opened it is killed', async () => {
  const dataDir = temporaryFolder();
  const { parent } = await openElsewhere(dataDir);
  const { postgres, keeper } = runningOn(dataDir);
  parent.kill('SIGKILL');
  await untilGone(postgres, keeper);
});

it('ignores signals that are meant for the process that opened it', async () => {
  const dataDir = temporaryFolder();
  const { url } = await open(dataDir);
  const { keeper } = runningOn(dataDir);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.kill(keeper, signal);
  await leaveMark(url);
  expect(await readMark(url)).toBe(42);
});

it('starts after Postgres and all that stood around it were killed', async () => {
  const dataDir = temporaryFolder();
  const { parent, url } = await openElsewhere(dataDir);
  await leaveMark(url);
  const { postgres, keeper } = runningOn(dataDir);
  for (const pid of [keeper, postgres]) process.kill(pid, 'SIGKILL');
  parent.kill('SIGKILL');
  await untilGone(postgres, keeper);
  expect(await readMark((await open(dataDir)).url)).toBe(42);
});

it('starts when the process id left by a crash belongs to an unrelated process by now, and spares that one', async () => {
  const dataDir = temporaryFolder();
  const { parent, url } = await openElsewhere(dataDir);
  await leaveMark(url);
  const { postgres, keeper } = runningOn(dataDir);
  for (const pid of [keeper, postgres]) process.kill(pid, 'SIGKILL');
  await untilGone(postgres, keeper);
  const pidFile = join(dataDir, 'postgres/cluster/postmaster.pid');
  writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(parent.pid)));
  expect(await attachEmbeddedPostgres({ dataDir })).toBeNull();
  expect(await readMark((await open(dataDir)).url)).toBe(42);
  expect(parent.exitCode ?? parent.signalCode).toBeNull();
});

it('stops a Postgres whose keeper was killed, and starts anew', async () => {
  const dataDir = temporaryFolder();
  const { parent, url } = await openElsewhere(dataDir);
  await leaveMark(url);
  const orphan = runningOn(dataDir);
  process.kill(orphan.keeper, 'SIGKILL');
  parent.kill('SIGKILL');
  await untilGone(orphan.keeper);
  const { url: anew } = await open(dataDir);
  await untilGone(orphan.postgres);
  expect(await readMark(anew)).toBe(42);
});

it('brings Postgres back on the same port when it alone is killed', async () => {
  const dataDir = temporaryFolder();
  const log: string[] = [];
  const { url } = await open(dataDir, (message) => log.push(message));
  await leaveMark(url);
  process.kill(runningOn(dataDir).postgres, 'SIGKILL');
  await vi.waitFor(async () => expect(await readMark(url)).toBe(42), { timeout: 20_000, interval: 50 });
  expect(log).toContainEqual('The embedded Postgres ended unexpectedly; starting it again');
});
