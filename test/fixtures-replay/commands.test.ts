import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '#services/applications.ts';
import { readFixture } from '../../src/fixtures/fixture.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { fileOf, fixtureCommand } from './cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'poundkey-fixtures-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('fixture replay FILE', () => {
  it('prints each step: the state before, the event, the state after, and what was said', async () => {
    const { exitCode, stdout, stderr } = await fixtureCommand({}, 'replay', fileOf('verified-after-wrong-key'));
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const spoken =
      'That was not the pound key. Press the pound key to finish verifying your account. If you did not ask for this call, press 0.';
    expect(stdout).toMatch(
      new RegExp(
        `^ +\\d+\\.\\d s +attempt 1: gather, answer to prompt 1: 5\\n +pending, call in-progress → key_pressed: pressed wrongly, asked again → pending, call in-progress\\n +says "${spoken}"$`,
        'm',
      ),
    );
    expect(stdout).toMatch(/\nIt ended as the fixture expects \(source: simulator\)\.\n$/);
  });

  it('plays the same other order for the same seed, and what is told again', async () => {
    const args = ['replay', fileOf('verified'), '--shuffle', '5', '--duplicate', '2'];
    const { exitCode, stdout } = await fixtureCommand({}, ...args);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('told again');
    expect((await fixtureCommand({}, ...args)).stdout).toBe(stdout);
  });

  it('takes a bare --shuffle and --duplicate: an order at random, whose number it prints, and everything twice', async () => {
    const { exitCode, stdout } = await fixtureCommand({}, 'replay', '--shuffle', '--duplicate', fileOf('verified'));
    expect(exitCode).toBe(0);
    const [, seed = ''] = /^In another order: --shuffle (\d+) plays it again\.\n/.exec(stdout) ?? [];
    const again = await fixtureCommand({}, 'replay', fileOf('verified'), `--shuffle=${seed}`, '--duplicate', '2');
    expect(again.stdout).toBe(stdout.replace(/^In another order.*\n/, ''));
    expect(stdout).toContain('told again');
  });

  it('ends with exit code 1 and one sentence when the end is another than expected', async () => {
    const fixture = readFixture(JSON.stringify((await import('../fixtures/verified.json')).default));
    const file = join(folder, 'changed.json');
    writeFileSync(file, JSON.stringify({ ...fixture, expect: { status: 'retry', reason: 'no_input' } }));
    const { exitCode, stderr } = await fixtureCommand({}, 'replay', file);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: 'It ended as verified; the fixture expects retry (no_input).\n',
    });
  });

  it.each([
    ['a file that is not there', ['nowhere.json'], 1, 'The file nowhere.json cannot be read (ENOENT).'],
    ['a file that is no fixture', [fileOf('../../package')], 1, 'This is not a fixture: source must be'],
    ['a seed that is no number', [fileOf('verified'), '--shuffle=x'], 2, '--shuffle must be a whole number from 0'],
    ['a number that belongs to nothing', [fileOf('verified'), '--against', '', '7'], 2, '--against needs a value.'],
    ['too many times', [fileOf('verified'), '--duplicate', '0'], 2, '--duplicate must be a whole number from 1 to 20.'],
    ['an address that is none', [fileOf('verified'), '--against', 'there'], 2, '--against must be an address'],
    ['a service elsewhere', [fileOf('verified'), '--against', 'https://example.com'], 1, 'A replay never dials'],
    ['a carrier without a known token', [fileOf('verified'), '--against', 'http://localhost:1'], 1, 'start:simulator'],
  ])('refuses %s in plain words', async (_what, args, exitCode, sentence) => {
    const run = await fixtureCommand({}, 'replay', ...args);
    expect(run).toMatchObject({ exitCode, stdout: '' });
    expect(run.stderr).toContain(sentence);
  });

  it('refuses a service whose carrier calls real phones', async () => {
    const settings = {
      ...{ TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'a-token-of-a-real-account' },
      ...{ TWILIO_FROM_NUMBER: '+12025550109', PUBLIC_URL: 'https://verify.example.com' },
    };
    const { exitCode, stderr } = await fixtureCommand(
      settings,
      ...['replay', fileOf('verified'), '--against', 'http://127.0.0.1:3000'],
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain('A replay never dials');
  });
});

describe('with a service that runs', () => {
  let test: TestService;
  let settings: Record<string, string>;
  beforeAll(async () => {
    test = await startTestService();
    const { simulator, service, database, url } = test;
    const [application] = await service.deps.applications.listApplications();
    const { key } = await createKey(service.deps.applications, application?.id ?? '');
    settings = {
      ...{ DATABASE_URL: database.url, ENCRYPTION_KEY: randomBytes(32).toString('base64'), BOOTSTRAP_API_KEY: key },
      ...{ TWILIO_ACCOUNT_SID: simulator.accountSid, TWILIO_AUTH_TOKEN: simulator.authToken },
      ...{ TWILIO_FROM_NUMBER: '+15005550006', TWILIO_API_BASE_URL: simulator.url, PUBLIC_URL: url },
    };
  });
  afterAll(() => test.close());

  it('fixture replay FILE --against URL posts the conversation to it', async () => {
    const { exitCode, stdout, stderr } = await fixtureCommand(
      settings,
      ...['replay', fileOf('match-verified'), '--against', test.url],
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('says "Your account has been verified. Goodbye."');
  });

  it('fixture record prints what a replay plays to the same end, and says that a simulator made it', async () => {
    const { id } = await test.api.create({ to: '+12025550104' });
    await test.api.outcome(id);
    const { exitCode, stdout, stderr } = await fixtureCommand(settings, 'record', id);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(readFixture(stdout)).toMatchObject({
      ...{ source: 'simulator', expect: { status: 'retry', reason: 'wrong_key' } },
      verification: { mode: 'pound', brand: 'Acme', policy: { lifeSeconds: 600 } },
    });
    const file = join(folder, 'recorded.json');
    writeFileSync(file, stdout);
    expect(await fixtureCommand({}, 'replay', file)).toMatchObject({ exitCode: 0 });
  });

  it('fixture record keeps no PIN, no code, no extension and nobody in it', async () => {
    const { id } = await test.api.create({ to: '+12025550117', extension: '4711', userId: 'alice', context: 'a loan' });
    await test.api.outcome(id);
    const { stdout } = await fixtureCommand(settings, 'record', id);
    expect(readFixture(stdout)).toMatchObject({ verification: { extension: '100' }, expect: { status: 'verified' } });
    expect(stdout).not.toMatch(/4711|alice|loan|\+12025550117|•/);
  });

  it.each(['no-such-id', '00000000-0000-7000-8000-000000000000'])('fixture record %s: there is none', async (id) => {
    expect(await fixtureCommand(settings, 'record', id)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'There is no verification with this id.\n',
    });
  });
});
