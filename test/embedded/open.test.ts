import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { attachEmbeddedPostgres } from '#embedded/database.ts';
import { onServer } from '#test/support/server.ts';
import {
  leaveMark,
  open,
  openElsewhere,
  readMarks,
  runningOn,
  sharedFolder,
  temporaryFolder,
  untilGone,
} from './support.ts';

const dataDir = sharedFolder();

it('makes a database on the first start, and says that it does', async () => {
  const log: string[] = [];
  const { url } = await open(join(temporaryFolder(), 'not/there/yet'), (message) => log.push(message));
  expect(url).toMatch(/^postgres:\/\/poundkey:[\w-]{32}@127\.0\.0\.1:\d+\/poundkey$/);
  expect(log).toEqual([expect.stringMatching(/^Making the embedded database in .*, once$/)]);
  const settings = await onServer(url, (client) =>
    client.query(`SELECT current_setting('server_encoding') AS encoding, current_setting('TimeZone') AS zone,
                         current_setting('listen_addresses') AS listens, datlocale AS locale
                    FROM pg_database WHERE datname = current_database()`),
  );
  expect(settings.rows).toEqual([{ encoding: 'UTF8', zone: 'UTC', listens: '127.0.0.1', locale: 'C.UTF-8' }]);
});

it('finds on a later start what an earlier one stored', async () => {
  const first = await open(dataDir);
  const mark = await leaveMark(first.url);
  await first.close();
  const second = await open(dataDir);
  expect(await readMarks(second.url)).toContain(mark);
});

it('leaves no process and no claim behind when closed, though clients are connected', async () => {
  const database = await open(dataDir);
  const { postgres, keeper } = runningOn(dataDir);
  await onServer(database.url, async (client) => {
    client.on('error', () => {});
    await database.close();
  }).catch(() => {});
  await untilGone(postgres, keeper);
  expect(existsSync(join(dataDir, 'postgres/cluster/postmaster.pid'))).toBe(false);
  expect(existsSync(join(dataDir, 'postgres/owner'))).toBe(false);
});

it('keeps others out of its files, and lets nobody in without the password', async () => {
  const { url } = await open(dataDir);
  expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
  expect(statSync(join(dataDir, 'postgres/password')).mode & 0o777).toBe(0o600);
  const guess = new URL(url);
  guess.password = 'guess';
  await expect(onServer(guess.href, async () => {})).rejects.toMatchObject({ code: '28P01' });
});

it('runs no Postgres of ours with our secrets in its environment', async () => {
  process.env.TWILIO_AUTH_TOKEN = 'secret-of-the-parent';
  const { url } = await open(dataDir);
  delete process.env.TWILIO_AUTH_TOKEN;
  const { rows } = await onServer(url, (client) =>
    client.query(`SELECT pg_read_binary_file('/proc/self/environ') AS environment`),
  );
  expect(String(rows[0]?.environment)).not.toContain('secret-of-the-parent');
});

it('turns a second start away with the id of the process that has the data', async () => {
  const { parent } = await openElsewhere(dataDir);
  await expect(open(dataDir)).rejects.toMatchObject({
    name: 'EmbeddedDatabaseError',
    message: expect.stringMatching(new RegExp(`is in use by process ${parent.pid}: stop that one first`)),
  });
});

it('waits for one that is closing, instead of turning away', async () => {
  const first = await open(dataDir);
  const [, second] = await Promise.all([first.close(), open(dataDir)]);
  expect(second.url).not.toBe(first.url);
});

it('tells another process the way to the running database, and null when none runs', async () => {
  expect(await attachEmbeddedPostgres({ dataDir })).toBeNull();
  const database = await open(dataDir);
  expect(await attachEmbeddedPostgres({ dataDir })).toEqual({ url: database.url });
  await database.close();
  expect(await attachEmbeddedPostgres({ dataDir })).toBeNull();
});
