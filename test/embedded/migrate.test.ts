import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { explainDatabase } from '#prisma/database-error.ts';
import { migrate, requireMigrated } from '#prisma/migrate.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { onServer } from '#test/support/server.ts';
import { temporaryFolder } from './support.ts';

const FIRST = '20260101000000_create_a';
const SECOND = '20260102000000_create_b';
const log = (lines: string[]) => (line: string) => void lines.push(line);
let url: string;
let folder: string;

beforeEach(async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  url = database.url;
  folder = temporaryFolder();
  await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  // Semicolons where they end no statement, as functions and comments have them.
  write(
    FIRST,
    `CREATE TABLE a (id int); -- one; and
     CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$;
     INSERT INTO a SELECT one();`,
  );
});

it('applies each migration once, though many processes start at the same time', async () => {
  const lines: string[] = [];
  await Promise.all(Array.from({ length: 4 }, () => migrate(url, log(lines), folder)));
  expect(lines.filter((line) => line.startsWith('Applied'))).toEqual([`Applied migration ${FIRST}`]);
  expect(await query('SELECT count(*)::int AS n FROM a')).toEqual([{ n: 1 }]);
});

it('applies on a later start what is new, and nothing else', async () => {
  const lines: string[] = [];
  await migrate(url, log(lines), folder);
  await migrate(url, log(lines), folder);
  write(SECOND, 'CREATE TABLE b (id int)');
  await migrate(url, log(lines), folder);
  expect(lines).toEqual([`Applied migration ${FIRST}`, `Applied migration ${SECOND}`]);
});

it('leaves migrations of a newer version alone', async () => {
  await migrate(url, () => {}, folder);
  await expect(migrate(url, () => {}, temporaryFolder())).resolves.toBeUndefined();
});

it('is asked for, by name, before a role starts on a database that lacks one, ours or the queue’s', async () => {
  await expect(requireMigrated(url, folder)).rejects.toThrow(`lacks the migration ${FIRST}: run "npm run migrate"`);
  await migrate(url, () => {}, folder);
  await expect(requireMigrated(url, folder)).resolves.toBeUndefined();
  await query('DROP SCHEMA bullmq CASCADE');
  await expect(requireMigrated(url, folder)).rejects.toThrow('lacks the migration of the queue');
});

it('undoes a migration that fails, names it and the cause, and goes no further until told so', async () => {
  write(SECOND, 'CREATE TABLE b (id int); SELECT 1 / 0;');
  await expect(migrate(url, () => {}, folder)).rejects.toMatchObject({
    name: 'DatabaseError',
    message: expect.stringMatching(new RegExp(`^Migration ${SECOND} failed \\(division by zero\\): .*--rolled-back`)),
  });
  expect(await query(`SELECT to_regclass('b') AS b`)).toEqual([{ b: null }]);
  await expect(migrate(url, () => {}, folder)).rejects.toThrow(`Migration ${SECOND} failed in an earlier run`);
});

it('runs a migration again whose process was ended in the middle', async () => {
  await migrate(url, () => {}, folder);
  await query('DROP TABLE a; DROP FUNCTION one; UPDATE _prisma_migrations SET finished_at = NULL, logs = NULL');
  await migrate(url, () => {}, folder);
  expect(await query('SELECT count(*)::int AS n FROM a')).toEqual([{ n: 1 }]);
});

it('refuses a migration that was edited after it had been applied', async () => {
  await migrate(url, () => {}, folder);
  appendFileSync(join(folder, FIRST, 'migration.sql'), '-- afterthought');
  await expect(migrate(url, () => {}, folder)).rejects.toThrow(
    `Migration ${FIRST} was edited after it had been applied`,
  );
});

it('refuses a database that holds the tables of something else', async () => {
  await query('CREATE TABLE theirs (id int)');
  await expect(migrate(url, () => {}, folder)).rejects.toThrow(
    /holds tables that are not ours: give poundkey a database/,
  );
});

it.each([
  [
    'nobody listens',
    () => 'postgres://u:secret@127.0.0.1:1/x',
    /127\.0\.0\.1:1\/x cannot be used: nothing listens there/,
  ],
  ['the password is wrong', () => changed({ password: 'secret' }), /does not accept the user and password/],
  ['there is no such database', () => changed({ pathname: '/none' }), /no database of that name: create it/],
  ['the URL is none', () => 'u:secret', /DATABASE_URL is not a URL: it must look like postgres:/],
])('says in one sentence, without the password, that %s', async (_case, wrongUrl, sentence) => {
  const message = await migrate(wrongUrl(), () => {}, folder).catch((error: Error) => error.message);
  expect(message).toMatch(sentence);
  expect(message).not.toMatch(/secret|\n/);
});

it('says in one sentence that there is no such host', () => {
  const { message } = explainDatabase({ code: 'ENOTFOUND' }, 'postgres://u:secret@none.invalid/x');
  expect(message).toBe(
    'The database at none.invalid:5432/x cannot be used: there is no such host: correct DATABASE_URL.',
  );
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}

function query(sql: string): Promise<unknown[]> {
  return onServer(url, async (client) => (await client.query(sql)).rows);
}

function changed(parts: Partial<URL>): string {
  return Object.assign(new URL(url), parts).href;
}
