import { afterEach, expect, it, vi } from 'vitest';
import { commands } from '../../src/admin/commands.ts';
import { runAdmin } from '../../src/admin/run-admin.ts';
import { admin } from './admin.ts';

/** Nothing listens there. */
const NOWHERE = 'postgres://nobody:nothing@127.0.0.1:1/none';
const names = commands.map(({ name }) => name);

/** In this process, without a database: none is opened for a line that is not understood. */
async function here(...args: string[]) {
  const out = vi.spyOn(console, 'log').mockReturnValue();
  const err = vi.spyOn(console, 'error').mockReturnValue();
  const exitCode = await runAdmin(args);
  return { exitCode, stdout: out.mock.calls.join('\n'), stderr: err.mock.calls.join('\n') };
}
afterEach(() => vi.restoreAllMocks());

it('--help shows every command', async () => {
  const { exitCode, stdout, stderr } = await here('--help');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  for (const name of names) expect(stdout).toContain(`\n  ${name} `);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

it('what is not understood ends the process with exit code 2', async () => {
  expect(await admin(NOWHERE, 'key', 'revoke')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: '"key revoke" needs KEY_ID_OR_PREFIX.\nHelp: npm run admin -- key revoke --help\n',
  });
});

it.each(names)('%s --help shows how it is used', async (name) => {
  const { exitCode, stdout } = await here(...name.split(' '), '--help');
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`Usage: npm run admin -- ${name}`);
});

it.each([
  ['nothing', [], 'Say what to do, such as: npm run admin -- app list'],
  ['an unknown command', ['key', 'craete'], 'There is no command "key craete"; there is "key create", "key list"'],
  ['a missing option', ['app', 'create'], '"app create" needs --name NAME.'],
  ['an option without its value', ['app', 'create', '--name'], '--name needs a value.'],
  ['an option that swallows the next', ['app', 'create', '--name', '--brand', 'x'], '--name needs a value.'],
  ['an empty value', ['app', 'create', '--name', ' '], '--name needs a value.'],
  ['an unknown option', ['app', 'list', '--all'], '"app list" has no option --all.'],
  ['an option twice', ['key', 'list', '--app', 'x', '--app=y'], 'The option --app is given twice.'],
  ['a missing argument', ['key', 'revoke'], '"key revoke" needs KEY_ID_OR_PREFIX.'],
  ['one argument too many', ['key', 'revoke', 'x', 'y'], '"key revoke" does not know what to do with "y".'],
  ['a name nobody can see', ['app', 'create', '--name', 'a\u200bb'], '--name must be at most 64 visible characters.'],
  ['the name of the console', ['app', 'create', '--name', 'console'], "--name console is the service's own"],
])('%s is a plain sentence, the way to help, and exit code 2', async (_what, args, sentence) => {
  const { exitCode, stdout, stderr } = await here(...args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(sentence);
  expect(stderr).toMatch(/\nHelp: npm run admin -- .*--help$/);
});

it('a database that does not answer is a plain sentence and exit code 1', async () => {
  const { exitCode, stderr } = await admin(NOWHERE, 'app', 'list');
  expect(exitCode).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain('127.0.0.1:1');
});

it('settings that are not right are told before anything is done', async () => {
  const { exitCode, stderr } = await admin('mysql://elsewhere', 'app', 'list');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('DATABASE_URL must be the address of a Postgres database');
});
