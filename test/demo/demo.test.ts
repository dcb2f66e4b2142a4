import { readdirSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { createApplication } from '#services/applications.ts';
import { createApiClient } from '../support/api-client.ts';
import { freePort, startTestService, type TestService, type TestServiceOptions } from '../support/service.ts';
import { makeTemporaryFolder } from '../support/temporary.ts';
import { sides, startDemo } from './demo.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** The settings of a running service and a key to it, as its `.env` would hold them. */
async function settingsOf({ service, simulator, url }: TestService): Promise<Record<string, string>> {
  const { key } = await createApplication(service.deps.applications, { name: 'demo', brand: 'poundkey' });
  return {
    PUBLIC_URL: url,
    BOOTSTRAP_API_KEY: key,
    TWILIO_ACCOUNT_SID: simulator.accountSid,
    TWILIO_AUTH_TOKEN: simulator.authToken,
    TWILIO_API_BASE_URL: simulator.url,
    TWILIO_FROM_NUMBER: '+15005550006',
  };
}

async function running(options: TestServiceOptions = {}): Promise<TestService> {
  const test = await startTestService({ simulator: { timeScale: 0.05 }, ...options });
  cleanUps.push(() => test.close());
  return test;
}

async function nothingRuns(): Promise<{ env: Record<string, string>; temporary: string }> {
  const temporary = makeTemporaryFolder();
  cleanUps.push(() => rmSync(temporary, { recursive: true, force: true }));
  return { env: { PORT: String(await freePort()), TMPDIR: temporary }, temporary };
}

function expectBothStories(stdout: string): void {
  const { login, phone } = sides(stdout);
  const ended = ['verified: the login goes on', 'retry: busy', 'presses Retry'];
  expect(login.filter((line) => ended.includes(line))).toEqual([ended[0], ended[1], ended[2], ended[0]]);
  expect(login).toEqual(expect.arrayContaining(['asks for a call', 'pending, queued', 'The line was busy, or the']));
  expect(phone).toEqual(expect.arrayContaining(['rings', 'picks up', 'presses #', 'declines the call']));
  const heard = phone.join(' ');
  expect(heard).toContain('“Thank you for using the poundkey verification system. Press the pound key to finish');
  expect(heard).toContain('“Your account has been verified. Goodbye.”');
  expect(stdout).toMatch(/worker +a worker takes the attempt/);
}

describe('with a service that runs already', () => {
  it('both stories are told and end as told, through the public API with the key of the settings', async () => {
    const test = await running();
    const env = await settingsOf(test);
    const { exitCode, stdout, stderr } = await startDemo(env).ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expectBothStories(stdout);
    const api = createApiClient(test.url, env.BOOTSTRAP_API_KEY ?? '');
    const { data } = (await (await api.fetch('/v1/verifications')).json()) as { data: { status: string }[] };
    expect(data.map(({ status }) => status)).toEqual(['verified', 'verified']);
  });

  it('the exit code is 1 when something ends otherwise than told', async () => {
    const placeCall = async () => ({ outcome: 'rejected', reason: 'call_failed', carrierCode: null }) as const;
    const none = { fetchCall: async () => null, findCalls: async () => [], fetchMessage: async () => null };
    const carrier = {
      ...none,
      placeCall,
      sendMessage: placeCall,
      endCall: async () => {},
      findMessages: async () => [],
    };
    const { exitCode, stdout } = await startDemo(await settingsOf(await running({ overrides: { carrier } }))).ended;
    expect(exitCode).toBe(1);
    expect(stdout).toContain('This should have ended with verified.');
  });
});

describe('where no service runs', () => {
  it('the demo brings its own and leaves nothing behind; lines fit a terminal and hold no colours in a pipe', async () => {
    const { env, temporary } = await nothingRuns();
    const { exitCode, stdout, stderr } = await startDemo(env).ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('so the demo brings its own');
    expectBothStories(stdout);
    expect(stdout).not.toContain('\u001b');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('ended early, it takes all that it started with it', async () => {
    const { env, temporary } = await nothingRuns();
    const demo = startDemo(env);
    await demo.line('rings');
    demo.process.kill('SIGTERM');
    expect((await demo.ended).exitCode).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

it.each([[['--fast']], [['--speed=0']], [['now']], [['--all', '--speed=2']]])(
  '%j is a plain sentence and exit code 2',
  async (args) => {
    const { exitCode, stdout, stderr } = await startDemo({}, ...args).ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('npm run demo -- --help');
  },
);
