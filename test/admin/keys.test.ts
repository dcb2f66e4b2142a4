import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApplicationStore } from '#ports/store.ts';
import { createApplication, createKey } from '#services/applications.ts';
import { hashOf } from '#services/random-secret.ts';
import { createApplicationStore } from '#store/applications.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { openPrisma } from '#store/prisma.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { admin, rowOf } from './admin.ts';

let own: TestDatabase;
let database: Database;
let applications: ApplicationStore;
beforeAll(async () => {
  own = await createTestDatabase();
  database = openDatabase(own.url, () => {});
  applications = createApplicationStore(openPrisma(database));
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

const run = (...args: string[]) => admin(own.url, ...args);
const make = (name: string) => createApplication(applications, { name, brand: 'Acme' });
const opens = async (key: string) => (await applications.findByKeyHash(hashOf(key)))?.name ?? null;

describe('app create', () => {
  it('prints the id of an application and a key that opens it, and says that it is shown once', async () => {
    const { exitCode, stdout, stderr } = await run('app', 'create', '--name', 'shop', '--brand', 'Acme & Co');
    const application = await applications.findByKeyHash(hashOf(rowOf(stdout, 'API key')));
    expect(application).toEqual({
      id: rowOf(stdout, 'Application id'),
      name: 'shop',
      brand: 'Acme & Co',
      settings: {},
    });
    expect(stdout).toContain('shown this once');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('speaks the name where no brand is given', async () => {
    await run('app', 'create', '--name', 'Tools and More');
    expect((await applications.findByName('Tools and More'))?.brand).toBe('Tools and More');
  });

  it('refuses a name that is taken, in one sentence', async () => {
    await make('taken');
    expect(await run('app', 'create', '--name', 'taken')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'There is an application named taken already.\n',
    });
  });
});

describe('key create', () => {
  it('makes a second key, and the first stays in force', async () => {
    const first = await make('two-keys');
    const second = rowOf((await run('key', 'create', '--app', 'two-keys')).stdout, 'API key');
    expect([await opens(first.key), await opens(second)]).toEqual(['two-keys', 'two-keys']);
  });

  it('refuses an application that is not there, in one sentence', async () => {
    const { exitCode, stderr } = await run('key', 'create', '--app', 'nobody');
    expect(exitCode).toBe(1);
    expect(stderr).toBe('There is no application named nobody; "app list" shows those there are.\n');
  });
});

describe('key revoke', () => {
  it.each([
    ['its id', ({ id }: { id: string; key: string }) => id],
    ['its prefix', ({ key }: { id: string; key: string }) => key.slice(0, 15)],
    ['the whole key', ({ key }: { id: string; key: string }) => key],
  ])('takes the key out of force by %s, and says how soon', async (what, which) => {
    const made = await make(`revoked by ${what}`);
    const { exitCode, stdout } = await run('key', 'revoke', which(made));
    expect({ exitCode, opens: await opens(made.key) }).toEqual({ exitCode: 0, opens: null });
    expect(stdout).toContain('within 5 seconds');
    expect(stdout).not.toContain(made.key);
  });

  it('revokes none of the keys that share a prefix, and names them all', async () => {
    const { application } = await make('twins');
    const keys = ['poundkey_Double-one', 'poundkey_Double-two'];
    const twins = await Promise.all(keys.map((key) => createKey(applications, application.id, key)));
    const { exitCode, stderr } = await run('key', 'revoke', 'poundkey_Double');
    expect(exitCode).toBe(1);
    for (const { id } of twins) expect(stderr).toContain(id);
    expect(await Promise.all(keys.map(opens))).toEqual(['twins', 'twins']);
  });

  it('says so when the key is unknown, or revoked already', async () => {
    const { id } = await make('revoked twice');
    await applications.revokeKey(id, new Date());
    const again = await run('key', 'revoke', id);
    const unknown = await run('key', 'revoke', 'poundkey_absent');
    expect([again.exitCode, unknown.exitCode]).toEqual([1, 1]);
    expect(again.stderr).toContain('is revoked already');
    expect(unknown.stderr).toBe('There is no key with this id or prefix.\n');
  });
});

describe('lists', () => {
  it('key list shows ids, prefixes and what is revoked, never a key', async () => {
    const first = await make('listed');
    const second = await createKey(applications, first.application.id);
    await applications.revokeKey(first.id, new Date());
    const { stdout } = await run('key', 'list', '--app', 'listed');
    const [, revoked, inForce] = stdout.split('\n');
    expect(revoked).toMatch(new RegExp(`^${first.id} +${first.key.slice(0, 15)} .* UTC +\\d.* UTC$`));
    expect(inForce).toContain(second.key.slice(0, 15));
    expect(inForce).toMatch(/in force$/);
    for (const key of [first.key, second.key]) expect(stdout).not.toContain(key);
  });

  it('app list counts the keys in force', async () => {
    const { id, application } = await make('counted');
    await createKey(applications, application.id);
    await applications.revokeKey(id, new Date());
    expect((await run('app', 'list')).stdout).toMatch(/ counted +Acme +1 /);
  });
});
