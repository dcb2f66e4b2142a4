import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '#domain/settings.ts';
import { createApplication } from '#services/applications.ts';
import { createSettingsStore } from '#store/application-settings.ts';
import { createApplicationStore } from '#store/applications.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { openPrisma, type Prisma } from '#store/prisma.ts';
import { appSet, appShow } from '../../src/admin/app-commands.ts';
import { Refusal, UsageError } from '../../src/admin/errors.ts';
import { readArguments } from '../../src/admin/read-arguments.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { rowOf } from './admin.ts';

let own: TestDatabase;
let database: Database;
let prisma: Prisma;
beforeAll(async () => {
  own = await createTestDatabase();
  database = openDatabase(own.url, () => {});
  prisma = openPrisma(database);
});
afterAll(async () => {
  await database.close();
  await own.drop();
});
beforeEach(() => {
  vi.stubEnv('DATABASE_URL', own.url);
  vi.stubEnv('ENCRYPTION_KEY', randomBytes(32).toString('base64'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const make = async (name: string) =>
  (await createApplication(createApplicationStore(prisma), { name, brand: 'Acme' })).application.id;
const kept = (id: string) => createSettingsStore(prisma).readSettings(id);

/** What the command prints. */
async function run(command: typeof appSet | typeof appShow, ...args: string[]): Promise<string> {
  const log = vi.spyOn(console, 'log').mockReturnValue().mockClear();
  if (command === appSet) await appSet.run(readArguments(appSet, args));
  else await appShow.run(readArguments(appShow, args));
  return log.mock.calls.join('\n');
}

describe('app set', () => {
  it('keeps every setting, and shows them all', async () => {
    const id = await make('all');
    const output = await run(
      appSet,
      ...['--app', 'all', '--modes', 'match, pound', '--machine-detection', 'async', '--max-attempts', '10'],
      ...['--cooldown', '60', '--resend-cooldown', '45', '--fraud-block', '30', '--code-domain', 'Login.Example.com'],
      ...['--event-hosts', 'localhost, 10.0.0.5, ::1', '--countries', 'us, CA,us', '--remember-devices', '30'],
      ...['--return-urls', 'https://shop.example.com/back, http://localhost:4000/back', '--app-passwords', 'off'],
      ...['--color', '#0B5FFF'],
    );
    expect(await kept(id)).toEqual({
      ...{ modes: ['pound', 'match'], machineDetection: 'async', maxAttempts: 10, cooldownSeconds: 60 },
      ...{ resendCooldownSeconds: 45, fraudBlockDays: 30, codeDomain: 'login.example.com' },
      ...{ eventHosts: ['10.0.0.5', '::1', 'localhost'], countries: ['CA', 'US'], rememberDeviceDays: 30 },
      returnUrls: ['http://localhost:4000/back', 'https://shop.example.com/back'],
      ...{ appPasswords: false, brandColor: '#0b5fff' },
    });
    expect(rowOf(output, 'modes')).toBe('pound,match');
    expect(rowOf(output, 'code-domain')).toBe('login.example.com');
    expect(rowOf(output, 'app-passwords')).toBe('off');
    expect(rowOf(output, 'return-urls')).toBe('http://localhost:4000/back,https://shop.example.com/back');
    expect(output).not.toContain('default');
  });

  it('takes a color without its #, which shells take for a comment', async () => {
    const id = await make('color');
    await run(appSet, '--app', 'color', '--color', '0b5fff');
    expect(await kept(id)).toEqual({ brandColor: '#0b5fff' });
  });

  it('leaves what is not named, and another application, as they are', async () => {
    const [id, other] = [await make('some'), await make('untouched')];
    await run(appSet, '--app', 'some', '--modes', 'match');
    await run(appSet, '--app', 'some', '--max-attempts', '2');
    expect(await kept(id)).toEqual({ modes: ['match'], maxAttempts: 2 });
    expect(await kept(other)).toEqual({});
  });

  it('keeps nothing where the default is wanted, by its value or by its name', async () => {
    const id = await make('back');
    await run(appSet, '--app', 'back', '--code-domain', 'login.example.com', '--cooldown', '5', '--modes', 'code');
    await run(
      appSet,
      ...['--app', 'back', '--code-domain', 'default', '--cooldown', '0', '--modes', 'code,pin,match,pound'],
    );
    expect(await kept(id)).toEqual({});
  });

  it.each([
    ['--modes', 'pound,sms', 'must be one or more of pound, match, pin, code, with commas between, or default.'],
    ['--modes', 'pound,', 'must be one or more of'],
    ['--machine-detection', 'on', 'must be one of off, sync, async, or default.'],
    ['--max-attempts', '0', 'must be a whole number from 1 to 10, or default.'],
    ['--max-attempts', '11', 'must be a whole number from 1 to 10'],
    ['--cooldown', '1.5', 'must be a whole number from 0 to 86400'],
    ['--resend-cooldown', '601', 'must be a whole number from 0 to 600'],
    ['--fraud-block', 'forever', 'must be a whole number from 1 to 3650'],
    ['--code-domain', 'https://login.example.com', 'must be the name of a host, such as login.example.com'],
    ['--code-domain', 'login.example.com:8443', 'must be the name of a host'],
    ['--code-domain', '192.0.2.1', 'must be the name of a host'],
    ['--code-domain', 'login', 'must be the name of a host'],
    ['--event-hosts', 'https://localhost', 'must be hosts such as hooks.internal,10.0.0.5, without https://'],
    ['--event-hosts', 'localhost:8080', 'must be hosts such as'],
    ['--event-hosts', 'localhost,', 'must be hosts such as'],
    ['--countries', 'USA', 'must be ISO 3166-1 codes of countries, such as US,CA, with commas between, or default.'],
    ['--countries', 'US CA', 'must be ISO 3166-1 codes'],
    [
      '--return-urls',
      'https://a.example/,http://b.example/',
      'must be URLs with commas between, and each must use https',
    ],
    ['--return-urls', 'https://a.example/?from=mfa', 'must be URLs with commas between, and each must have no query'],
    ['--return-urls', Array.from({ length: 21 }, (_, i) => `https://a.example/${i}`).join(), 'must be at most 20, or'],
    ['--remember-devices', '366', 'must be a whole number from 0 to 365, or default.'],
    ['--app-passwords', 'yes', 'must be on or off, or default.'],
    ['--color', 'blue', "must be a color such as '#0b5fff', in quotes, or default."],
    ['--color', '#0bf', 'must be a color'],
  ])('refuses %s %s in one sentence, and changes nothing', async (option, value, sentence) => {
    const name = `refuses ${option} ${value}`.slice(0, 60);
    const id = await make(name);
    const asked = run(
      appSet,
      '--app',
      name,
      `${option}=${value}`,
      ...(option === '--cooldown' ? [] : ['--cooldown', '9']),
    );
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toThrow(`${option} ${sentence}`);
    expect(await kept(id)).toEqual({});
  });

  it('refuses to change nothing, and an application that is not there', async () => {
    await expect(run(appSet, '--app', 'nobody')).rejects.toThrow('"app set" needs a setting to change');
    const asked = run(appSet, '--app', 'nobody', '--max-attempts', '2');
    await expect(asked).rejects.toThrow(Refusal);
    await expect(asked).rejects.toThrow('There is no application named nobody; "app list" shows those there are.');
  });
});

describe('app show', () => {
  it('shows every setting, and which are defaults', async () => {
    const id = await make('shown');
    await run(appSet, '--app', 'shown', '--fraud-block', '7');
    const output = await run(appShow, '--app', 'shown');
    expect(rowOf(output, 'Application id')).toBe(id);
    expect(rowOf(output, 'fraud-block')).toBe('7');
    expect(rowOf(output, 'max-attempts')).toMatch(/^3 +default$/);
    expect(rowOf(output, 'event-hosts')).toMatch(/^none +default$/);
    expect(rowOf(output, 'code-domain')).toMatch(/^that of PUBLIC_URL +default$/);
    expect(rowOf(output, 'countries')).toMatch(/^all +default$/);
    expect(rowOf(output, 'return-urls')).toMatch(/^none +default$/);
    expect(rowOf(output, 'remember-devices')).toMatch(/^90 +default$/);
    expect(rowOf(output, 'app-passwords')).toMatch(/^on +default$/);
    expect(rowOf(output, 'color')).toMatch(/^the service's own +default$/);
    expect(output.match(/default$/gm)).toHaveLength(Object.keys(defaultSettings).length - 1);
  });
});

it('two who change settings at once lose nothing of each other', async () => {
  const id = await make('at-once');
  const store = createSettingsStore(prisma);
  await Promise.all([
    ...[store.changeSettings(id, { maxAttempts: 5 }), store.changeSettings(id, { cooldownSeconds: 5 })],
    ...[store.changeSettings(id, { modes: ['match'] }), store.changeSettings(id, { fraudBlockDays: 5 })],
  ]);
  expect(await kept(id)).toEqual({ maxAttempts: 5, cooldownSeconds: 5, modes: ['match'], fraudBlockDays: 5 });
});
