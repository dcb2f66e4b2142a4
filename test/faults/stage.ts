import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { compose, type Overrides } from '#compose';
import { createApplication } from '#services/applications.ts';
import { startSimulator } from '#simulator/simulator.ts';
import { createApiClient } from '../support/api-client.ts';
import { createManualClock } from '../support/clock.ts';
import { createTestDatabase } from '../support/database.ts';
import { createMemoryLog } from '../support/log.ts';
import { freePort } from '../support/service.ts';
import { startTcpProxy, throughProxy } from '../support/tcp-proxy.ts';

/** Whom a test calls. */
export const people = {
  pressesPound: '+12025550100',
  neverAnswers: '+12025550101',
  byHand: '+12025550120',
  /** Receives no texts. */
  switchedOff: '+12025550130',
};

/**
 * The web role in this process, its database behind a wire that can be cut, a simulated carrier, and worker
 * processes that can be killed. The clock of this process is the test's.
 */
export async function setStage({ redisUrl = null }: { redisUrl?: string | null } = {}) {
  const [database, port] = await Promise.all([createTestDatabase(), freePort()]);
  const { hostname: host, port: databasePort } = new URL(database.url);
  const wire = await startTcpProxy({ host, port: Number(databasePort) });
  const credentials = {
    accountSid: `AC${randomBytes(16).toString('hex')}`,
    authToken: randomBytes(16).toString('hex'),
  };
  const simulator = await startSimulator({ ...credentials, timeScale: 0 });
  const settings = {
    databaseUrl: throughProxy(database.url, wire),
    redisUrl,
    twilio: {
      ...credentials,
      ...{ authTokenSecondary: null, apiKey: null, fromNumber: '+15005550006', apiBaseUrl: simulator.url },
    },
    callsPerSecond: null,
    encryptionKeys: [randomBytes(32)],
    publicUrl: `http://127.0.0.1:${port}`,
    version: '0.0.0-test',
  };
  const clock = createManualClock();
  const log = createMemoryLog();
  const overrides: Overrides = { clock };
  const service = await compose(settings, log, overrides);
  await service.listen(port, '127.0.0.1');
  const { key } = await createApplication(service.deps.applications, { name: 'test', brand: 'Acme' });
  const children: ChildProcess[] = [];

  return {
    ...{ service, simulator, clock, wire, url: settings.publicUrl, log: log.lines },
    api: createApiClient(settings.publicUrl, key),
    /** Starts the worker role as a process of its own. */
    startWorkerProcess() {
      const { twilio } = settings;
      const child = spawn(process.execPath, ['src/main.ts', 'worker'], {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: {
          PATH: process.env.PATH,
          LOG_LEVEL: 'error',
          DATABASE_URL: database.url,
          ...(redisUrl !== null && { REDIS_URL: redisUrl }),
          TWILIO_ACCOUNT_SID: twilio.accountSid,
          TWILIO_AUTH_TOKEN: twilio.authToken,
          TWILIO_FROM_NUMBER: twilio.fromNumber,
          TWILIO_API_BASE_URL: twilio.apiBaseUrl,
          CALLS_PER_SECOND: '50',
          ENCRYPTION_KEY: settings.encryptionKeys[0]?.toString('base64'),
          PUBLIC_URL: settings.publicUrl,
        },
      });
      children.push(child);
      return { kill: () => kill(child) };
    },
    async close() {
      await Promise.all(children.map(kill));
      await service.close();
      await simulator.close();
      await wire.close();
      await database.drop();
    },
  };
}

/** Ends a process as a power cut would. */
async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

export type Stage = Awaited<ReturnType<typeof setStage>>;
