import { randomBytes, randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { compose, type Overrides, type Service, type Settings } from '#compose';
import type { StaffOidcSettings } from '#config';
import type { ApplicationSettings } from '#domain/settings.ts';
import { createApplication } from '#services/applications.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '#simulator/simulator.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { createMemoryLog, type LogLine } from './log.ts';

export interface TestService {
  service: Service;
  simulator: Simulator;
  database: TestDatabase;
  url: string;
  /** Speaks as an application of its own. */
  api: ApiClient;
  log: LogLine[];
  /** Another application of the same service, with settings of its own. */
  addApplication(name: string, settings?: Partial<ApplicationSettings>): Promise<ApiClient>;
  /** Another process in the place of this one, over the same database; `service` is the first one still. */
  restart(meanwhile?: () => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
}

export interface TestServiceOptions {
  overrides?: Overrides;
  simulator?: Partial<SimulatorOptions>;
  redisUrl?: string;
  /** False leaves jobs lying: for tests that are the worker themselves. */
  worker?: boolean;
  callsPerSecond?: number;
  /** False: without the handset, as with a real carrier. */
  phone?: false;
  /** Where the staff of the console may sign in. */
  staffOidc?: StaffOidcSettings;
  /** Of the application that `api` speaks for. */
  settings?: Partial<ApplicationSettings>;
  /** Where it listens; left out: at any free port. */
  port?: number;
  /** Left out: where it listens. */
  publicUrl?: string;
}

/** The whole service over a database of its own and a carrier in which everything happens as soon as possible. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const [database, port] = await Promise.all([createTestDatabase(), options.port ?? freePort()]);
  const credentials = {
    accountSid: `AC${randomBytes(16).toString('hex')}`,
    authToken: randomBytes(16).toString('hex'),
  };
  const simulator = await startSimulator({ ...credentials, timeScale: 0, ...options.simulator });
  const url = options.publicUrl ?? `http://127.0.0.1:${port}`;
  const log = createMemoryLog();
  const settings: Settings = {
    databaseUrl: database.url,
    redisUrl: options.redisUrl ?? null,
    twilio: {
      ...credentials,
      authTokenSecondary: null,
      apiKey: null,
      fromNumber: '+15005550006',
      apiBaseUrl: simulator.url,
    },
    callsPerSecond: options.callsPerSecond ?? null,
    encryptionKeys: [randomBytes(32)],
    publicUrl: url,
    version: '0.0.0-test',
    staffOidc: options.staffOidc ?? null,
    ...(options.phone ?? { phone: simulator.control }),
  };
  const start = async () => {
    const service = await compose(settings, log, options.overrides);
    await service.listen(port, '127.0.0.1');
    if (options.worker ?? true) await service.work();
    return service;
  };
  let service = await start();
  const addApplication = async (name: string, settings: Partial<ApplicationSettings> = {}) => {
    const { applications } = service.deps;
    const { application, key } = await createApplication(applications, { name, brand: 'Acme' });
    await applications.changeSettings(application.id, settings);
    return createApiClient(url, key);
  };
  return {
    ...{ service, simulator, database, url, addApplication },
    log: log.lines,
    api: await addApplication('test', options.settings),
    async restart(meanwhile = async () => {}) {
      await service.close();
      await meanwhile();
      service = await start();
    },
    async close() {
      await service.close();
      await simulator.close();
      await database.drop();
    },
  };
}

/**
 * A port that nobody listens on: PUBLIC_URL must be known before the service is put together. Below those that the
 * system gives to connections by itself, one of which might take it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
