import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApplication } from '#services/applications.ts';
import { createApplicationStore } from '#store/applications.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { createLogoStore } from '#store/logos.ts';
import { openPrisma } from '#store/prisma.ts';
import { Refusal, UsageError } from '../../src/admin/errors.ts';
import { appLogo } from '../../src/admin/logo-command.ts';
import { readArguments } from '../../src/admin/read-arguments.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makePng, makeSvg } from '../support/images.ts';
import { makeTemporaryFolder } from '../support/temporary.ts';

let own: TestDatabase;
let database: Database;
let logos: ReturnType<typeof createLogoStore>;
let id: string;
const folder = makeTemporaryFolder(0o700);
beforeAll(async () => {
  own = await createTestDatabase();
  database = openDatabase(own.url, () => {});
  const prisma = openPrisma(database);
  logos = createLogoStore(prisma);
  id = (await createApplication(createApplicationStore(prisma), { name: 'shop', brand: 'Acme' })).application.id;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
  await own.drop();
});
beforeEach(() => {
  vi.stubEnv('DATABASE_URL', own.url);
  vi.stubEnv('PUBLIC_URL', 'https://mfa.example.com');
  vi.stubEnv('ENCRYPTION_KEY', randomBytes(32).toString('base64'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** What the command prints. */
async function run(...args: string[]): Promise<string> {
  const log = vi.spyOn(console, 'log').mockReturnValue().mockClear();
  await appLogo.run(readArguments(appLogo, args));
  return log.mock.calls.join('\n');
}

function fileOf(name: string, content: Buffer | string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('app logo', () => {
  it('keeps the image whatever its file is called, tells its address, and puts another in its place', async () => {
    expect(await run('--app', 'shop', '--file', fileOf('a.txt', makeSvg()))).toBe(
      `The pages of shop show this logo now: https://mfa.example.com/logos/${id}?v=${await logos.logoVersion(id)}`,
    );
    expect(await logos.readLogo(id)).toMatchObject({ type: 'image/svg+xml' });
    await run('--app', 'shop', '--file', fileOf('a.txt', makePng()));
    const kept = await logos.readLogo(id);
    expect(kept?.type).toBe('image/png');
    expect(makePng().equals(kept?.image ?? Buffer.alloc(0))).toBe(true);
  });

  it('removes it, and says when there is none', async () => {
    await run('--app', 'shop', '--file', fileOf('b.png', makePng()));
    expect(await run('--app', 'shop', '--remove')).toBe('The logo of shop is removed.');
    expect(await logos.readLogo(id)).toBeNull();
    expect(await run('--remove', '--app', 'shop')).toBe('The application shop has no logo.');
  });

  it('refuses what cannot be a logo, in one sentence, and leaves the one there is', async () => {
    await run('--app', 'shop', '--file', fileOf('c.png', makePng()));
    const bad = fileOf('bad.svg', makeSvg('<script/>'));
    await expect(run('--app', 'shop', '--file', bad)).rejects.toThrow(
      new Refusal('The logo cannot be used. It holds <script>, which does more than draw: export it as plain SVG.'),
    );
    const gone = join(folder, 'gone.png');
    await expect(run('--app', 'shop', '--file', gone)).rejects.toThrow(`The file ${gone} cannot be read (ENOENT).`);
    await expect(run('--app', 'shop', '--file', folder)).rejects.toThrow(`cannot be read (EISDIR).`);
    expect(await logos.readLogo(id)).toMatchObject({ type: 'image/png' });
  });

  it('needs one thing to do, and an application that is there', async () => {
    for (const both of [[], ['--remove', '--file', 'a.png']]) {
      const asked = run('--app', 'shop', ...both);
      await expect(asked).rejects.toThrow(UsageError);
      await expect(asked).rejects.toThrow('"app logo" needs either --file FILE or --remove.');
    }
    const asked = run('--app', 'nobody', '--remove');
    await expect(asked).rejects.toThrow('There is no application named nobody; "app list" shows those there are.');
  });
});
