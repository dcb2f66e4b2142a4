import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession, useSession } from '#services/console/sessions.ts';
import { isPassword } from '#services/console/staff-password.ts';
import { startStores, type TestStores } from '../store/harness.ts';
import { createManualClock } from '../support/clock.ts';
import { admin, adminTold, rowOf } from './admin.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.close());

const run = (...args: string[]) => admin(stores.url, ...args);
const create = (email: string, role: string, ...more: string[]) =>
  run('staff', 'create', '--email', email, '--name', 'Ann Example', '--role', role, ...more);
const typing = (password: string, ...more: string[]) => {
  const args = ['--email', 'bob@acme.example', '--name', 'Bob', '--role', 'viewer', '--password-stdin'];
  return adminTold(stores.url, password, 'staff', 'create', ...args, ...more);
};
const lastEntry = async () => (await stores.audit.list({ limit: 1 }))[0];

describe('staff create', () => {
  it('shows a random password once, of which only an argon2id hash is kept', async () => {
    const { exitCode, stdout } = await create('Ann@Acme.example', 'administrator');
    expect({ exitCode, role: rowOf(stdout, 'Role') }).toEqual({ exitCode: 0, role: 'administrator' });
    const staff = await stores.staff.findByEmail('ann@acme.example');
    expect(staff).toMatchObject({ displayName: 'Ann Example', role: 'administrator', applicationId: null });
    expect(staff?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await isPassword(staff?.passwordHash ?? null, rowOf(stdout, 'Password'))).toBe(true);
    expect(await lastEntry()).toMatchObject({
      ...{ action: 'staff.create', actor: 'command line', subject: { type: 'staff', id: staff?.id } },
    });
  });

  it('takes a password from standard input, and shows it to nobody', async () => {
    const password = 'twelve and more ü';
    const { stdout } = await typing(`${password}\n`, '--app', 'test');
    expect(stdout).not.toMatch(/Password|twelve/);
    const staff = await stores.staff.findByEmail('bob@acme.example');
    expect(staff?.applicationId).toBe(stores.application.id);
    expect(await isPassword(staff?.passwordHash ?? null, password)).toBe(true);
  });

  it('refuses a password that is too short', async () => {
    const short = await typing('too short\n');
    expect(short).toMatchObject({ exitCode: 1, stderr: 'The password must have 12 to 200 characters.\n' });
  });

  it('makes an account without a password for OpenID Connect', async () => {
    const { stdout } = await create('open@acme.example', 'viewer', '--openid');
    expect(stdout).not.toContain('Password');
    expect(await stores.staff.findByEmail('open@acme.example')).toMatchObject({ passwordHash: null });
  });

  it.each([
    ['an address that is taken', 1, ['ann@acme.example', 'viewer'], /already/],
    ['what is no address', 2, ['ann', 'viewer'], /e-mail address/],
    ['a role that is not there', 2, ['c@acme.example', 'boss'], /no role boss/],
    ['an application that is not there', 1, ['c@acme.example', 'viewer', '--app', 'x'], /no application named x/],
  ] as const)('refuses %s, in one sentence', async (_what, exitCode, [email, role, ...more], sentence) => {
    const refused = await create(email, role, ...more);
    expect(refused).toMatchObject({ exitCode, stdout: '', stderr: expect.stringMatching(sentence) });
  });
});

it('staff list shows who there is, and no password', async () => {
  const { stdout } = await run('staff', 'list');
  expect(stdout).toMatch(/^ann@acme.example +Ann Example +administrator +all +password +no +no, in force$/m);
  expect(stdout).toMatch(/^bob@acme.example +Bob +viewer +test +password/m);
  expect(stdout).not.toContain('argon2');
});

describe('what ends sessions', () => {
  const clock = createManualClock();
  const signedIn = async (email: string) => {
    const staff = await stores.staff.findByEmail(email);
    if (!staff) throw new Error(`There is no ${email}.`);
    const { token } = await openSession({ ...stores, clock }, staff, { flowId: null, userAgent: undefined });
    return async () => (await useSession({ ...stores, clock }, token)) !== null;
  };

  it('staff password replaces the old one, and may do without the phone', async () => {
    const ann = await stores.staff.findByEmail('ann@acme.example');
    await stores.staff.change(ann?.id ?? '', { phoneRequired: true }, clock.now());
    const isIn = await signedIn('ann@acme.example');
    expect(await isIn()).toBe(true);
    const { stdout } = await run('staff', 'password', '--email', 'ann@acme.example', '--no-phone');
    const after = await stores.staff.findByEmail('ann@acme.example');
    expect(await isPassword(after?.passwordHash ?? null, rowOf(stdout, 'Password'))).toBe(true);
    expect({ isIn: await isIn(), phone: after?.phoneRequired }).toEqual({ isIn: false, phone: false });
  });

  it('staff disable ends everything', async () => {
    const isIn = await signedIn('bob@acme.example');
    expect((await run('staff', 'disable', '--email', 'Bob@acme.example')).exitCode).toBe(0);
    expect(await isIn()).toBe(false);
    expect(await lastEntry()).toMatchObject({ action: 'staff.manage', data: { disabled: true } });
  });

  it('staff disable says so when it was done before', async () => {
    expect((await run('staff', 'disable', '--email', 'bob@acme.example')).stderr).toContain('is disabled since');
  });

  it('staff disable leaves the last administrator', async () => {
    const { exitCode, stderr } = await run('staff', 'disable', '--email', 'ann@acme.example');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('make another one first') });
  });
});

describe('audit', () => {
  it('verify says that the log is whole, and its last hash', async () => {
    const { exitCode, stdout } = await run('audit', 'verify');
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^The audit log is whole: \d+ entries\. Last hash: [0-9a-f]{64}\n$/),
    });
  });

  it('export writes CSV in which no cell is a formula', async () => {
    await stores.audit.write({
      ...{ at: new Date(), staffId: null, actor: '=HYPERLINK("http://evil.example")', action: 'staff.create' },
      ...{ outcome: 'done', applicationId: null, subject: null, reason: '+1,"quoted"\nand broken', data: { a: 1 } },
    });
    const csv = await run('audit', 'export', '--format', 'csv');
    expect(csv.stdout).toMatch(/^id,at,actor,.*,hash\n1,/);
    expect(csv.stdout).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(csv.stdout).toContain(`"'+1,""quoted""\nand broken"`);
  });

  it('export writes JSON lines, since a time', async () => {
    const { stdout } = await run('audit', 'export', '--format', 'jsonl', '--since', '2026-01-01');
    const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ actor: '=HYPERLINK("http://evil.example")', data: { a: 1 } });
  });

  it('export writes nothing where nothing is newer', async () => {
    const none = await run('audit', 'export', '--format', 'jsonl', '--since', '2999-01-01');
    expect(none).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('export knows two formats', async () => {
    expect((await run('audit', 'export', '--format', 'xls')).exitCode).toBe(2);
  });

  it('verify ends with 1 and says where the log is broken', async () => {
    await stores.database.pool.query(
      `ALTER TABLE audit_entries DISABLE TRIGGER ALL; UPDATE audit_entries SET actor = 'nobody' WHERE id = 2`,
    );
    expect(await run('audit', 'verify')).toEqual({
      ...{ exitCode: 1, stdout: '' },
      stderr: expect.stringMatching(/^The audit log is broken at entry 2: it was changed after it was written/),
    });
  });
});
