import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { attachEmbeddedPostgres } from '#embedded/database.ts';
import { leaveMark, open, openElsewhere, readMarks, runningOn, sharedFolder, untilGone } from './support.ts';

const dataDir = sharedFolder();

it('takes Postgres along when the process that opened it is killed', async () => {
  const { parent } = await openElsewhere(dataDir);
  const { postgres, keeper } = runningOn(dataDir);
  parent.kill('SIGKILL');
  await untilGone(postgres, keeper);
});

it('ignores signals that are meant for the process that opened it', async () => {
  const { url } = await open(dataDir);
  const { keeper } = runningOn(dataDir);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.kill(keeper, signal);
  const mark = await leaveMark(url);
  expect(await readMarks(url)).toContain(mark);
});

it('starts after Postgres and all that stood around it were killed', async () => {
  const { parent, url } = await openElsewhere(dataDir);
  const mark = await leaveMark(url);
  const { postgres, keeper } = runningOn(dataDir);
  for (const pid of [keeper, postgres]) process.kill(pid, 'SIGKILL');
  parent.kill('SIGKILL');
  await untilGone(postgres, keeper);
  expect(await readMarks((await open(dataDir)).url)).toContain(mark);
});

it('starts when the process id left by a crash belongs to an unrelated process by now, and spares that one', async () => {
  const { parent, url } = await openElsewhere(dataDir);
  const mark = await leaveMark(url);
  const { postgres, keeper } = runningOn(dataDir);
  for (const pid of [keeper, postgres]) process.kill(pid, 'SIGKILL');
  await untilGone(postgres, keeper);
  const pidFile = join(dataDir, 'postgres/cluster/postmaster.pid');
  writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(parent.pid)));
  expect(await attachEmbeddedPostgres({ dataDir })).toBeNull();
  expect(await readMarks((await open(dataDir)).url)).toContain(mark);
  expect(parent.exitCode ?? parent.signalCode).toBeNull();
});

it('stops a Postgres whose keeper was killed, and starts anew', async () => {
  const { parent, url } = await openElsewhere(dataDir);
  const mark = await leaveMark(url);
  const orphan = runningOn(dataDir);
  process.kill(orphan.keeper, 'SIGKILL');
  parent.kill('SIGKILL');
  await untilGone(orphan.keeper);
  const { url: anew } = await open(dataDir);
  await untilGone(orphan.postgres);
  expect(await readMarks(anew)).toContain(mark);
});

it('brings Postgres back on the same port when it alone is killed', async () => {
  const log: string[] = [];
  const { url } = await open(dataDir, (message) => log.push(message));
  const mark = await leaveMark(url);
  process.kill(runningOn(dataDir).postgres, 'SIGKILL');
  await vi.waitFor(async () => expect(await readMarks(url)).toContain(mark), { timeout: 20_000, interval: 50 });
  expect(log).toContainEqual('The embedded Postgres ended unexpectedly; starting it again');
});
