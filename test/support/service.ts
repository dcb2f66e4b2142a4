import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { compose, type Overrides, type Service } from '#compose';
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
  /** Another application of the same service. */
  addApplication(name: string): Promise<ApiClient>;
  close(): Promise<void>;
}

export interface TestServiceOptions {
  overrides?: Overrides;
  simulator?: Partial<SimulatorOptions>;
  redisUrl?: string;
  /** False leaves jobs lying: for tests that are the worker themselves. */
  worker?: boolean;
  callsPerSecond?: number;
}

/** The whole service over a database of its own and a carrier in which everything happens as soon as possible. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const [database, port] = await Promise.all([createTestDatabase(), freePort()]);
  const credentials = {
    accountSid: `AC${randomBytes(16).toString('hex')}`,
    authToken: randomBytes(16).toString('hex'),
  };
  const simulator = await startSimulator({ ...credentials, timeScale: 0, ...options.simulator });
  const url = `http://127.0.0.1:${port}`;
  const log = createMemoryLog();
  const service = await compose(
    {
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
    },
    log,
    options.overrides,
  );
  await service.listen(port, '127.0.0.1');
  if (options.worker ?? true) await service.work();
  const addApplication = async (name: string) => {
    const { key } = await createApplication(service.deps.applications, { name, brand: 'Acme' });
    return createApiClient(url, key);
  };
  return {
    ...{ service, simulator, database, url, addApplication },
    log: log.lines,
    api: await addApplication('test'),
    async close() {
      await service.close();
      await simulator.close();
      await database.drop();
    },
  };
}

/** A port that nobody listens on: PUBLIC_URL must be known before the service is put together. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
