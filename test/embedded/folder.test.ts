import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEmbeddedPostgres } from '#embedded/database.ts';
import { leaveMark, open, readMarks, temporaryFolder } from './support.ts';

const root = process.getuid?.() === 0;
// A namespace of its own, so that the question leaves nothing behind. Containers refuse it even to root.
const mountable = root && spawnSync('/bin/sh', ['-c', 'unshare --mount mount -t tmpfs tmpfs /mnt']).status === 0;
const refusal = (message: RegExp) => ({ name: 'EmbeddedDatabaseError', message: expect.stringMatching(message) });

it('makes the database again, and clears the rest away, when making it was interrupted', async () => {
  const dataDir = temporaryFolder();
  const database = await open(dataDir);
  await database.close();
  renameSync(join(dataDir, 'postgres/cluster'), join(dataDir, 'postgres/cluster.new.1'));
  const { url } = await open(dataDir);
  const mark = await leaveMark(url);
  expect(await readMarks(url)).toContain(mark);
  expect(existsSync(join(dataDir, 'postgres/cluster.new.1'))).toBe(false);
});

it('refuses the data of another major version, and says which', async () => {
  const dataDir = temporaryFolder();
  await (await open(dataDir)).close();
  writeFileSync(join(dataDir, 'postgres/cluster/PG_VERSION'), '16\n');
  await expect(open(dataDir)).rejects.toMatchObject(refusal(/was made by Postgres 16 and this is Postgres 18/));
});

it('says so when a file stands where the folder should be', async () => {
  const file = join(temporaryFolder(), 'data');
  writeFileSync(file, '');
  await expect(open(file)).rejects.toMatchObject(refusal(/A file stands where the folder .*data.* should be/));
});

it('says so when the password is gone', async () => {
  const dataDir = temporaryFolder();
  await (await open(dataDir)).close();
  renameSync(join(dataDir, 'postgres/password'), join(dataDir, 'password'));
  await expect(open(dataDir)).rejects.toMatchObject(refusal(/password cannot be read/));
});

it.runIf(mountable)('says so when the folder is on a read-only disk (where mounting one is allowed)', async () => {
  const folder = mounted('ro');
  await expect(open(join(folder, 'data'))).rejects.toMatchObject(refusal(/read-only disk: run from a writable one/));
});

it.skipIf(root)('says so when the folder is not writable (not as root, who may write anywhere)', async () => {
  await expect(open(join(temporaryFolder(0o500), 'data'))).rejects.toMatchObject(refusal(/not writable for this user/));
});

describe.runIf(mountable)('a full disk (where mounting a small one is allowed)', () => {
  it('is named when the database is made', async () => {
    const folder = mounted('size=16m,mode=711');
    await expect(open(folder)).rejects.toMatchObject(refusal(/^The disk that holds .* is full: free some space/));
  });

  it('is named when the database is started', async () => {
    const folder = mounted('size=100m,mode=711');
    await (await open(folder)).close();
    execFileSync('sh', ['-c', `cat /dev/zero > ${folder}/filler || true`], { stdio: 'ignore' });
    await expect(open(folder)).rejects.toMatchObject(refusal(/^The disk that holds .* is full: free some space/));
  });
});

it.runIf(root)(
  'works below a folder closed to the user postgres (root only: Postgres runs as another user)',
  async () => {
    const dataDir = join(temporaryFolder(0o700), 'data');
    const { url, close } = await open(dataDir);
    const mark = await leaveMark(url);
    await close();
    expect(await readMarks((await open(dataDir)).url)).toContain(mark);
  },
);

it.runIf(root)(
  'says so when it would need setpriv and there is none (root only: Postgres runs as another user)',
  async () => {
    const { PATH } = process.env;
    const folder = temporaryFolder(0o700);
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    execFileSync('sh', ['-c', `ln -s "$(command -v id)" ${bin}/id`]);
    process.env.PATH = bin;
    onTestFinished(() => {
      process.env.PATH = PATH;
    });
    const attempt = openEmbeddedPostgres({ dataDir: join(folder, 'data'), log: () => {} });
    await expect(attempt).rejects.toMatchObject(refusal(/cannot enter .*data\/postgres, and `setpriv`/));
  },
);

/** A small disk of its own, unmounted after the test. */
function mounted(options: string): string {
  const folder = temporaryFolder();
  execFileSync('/bin/sh', ['-c', 'exec mount -t tmpfs -o "$0" tmpfs "$1"', options, folder]);
  onTestFinished(() => void execFileSync('/bin/sh', ['-c', 'exec umount -l "$0"', folder]));
  return folder;
}
