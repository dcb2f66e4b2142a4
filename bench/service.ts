import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingNames } from '#config';
import { migrate } from '#prisma/migrate.ts';
import type { BenchCarrier } from './carrier.ts';
import type { Cleanup } from './cleanup.ts';
import type { BenchOptions } from './options.ts';
import { freePort, startProcess } from './processes.ts';

export interface ServiceUnderTest {
  url: string;
  apiKey: string;
  /** Process ids of its roles. */
  pids: number[];
  /** Of its first role. */
  logFile: string;
}

export interface ServiceOrder {
  options: BenchOptions;
  databaseUrl: string;
  redisUrl: string | null;
  /** Null: the simulated one that the service brings, with a handset page. */
  carrier: BenchCarrier | null;
  folder: string;
}

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Starts the service as its users do, in processes of its own. */
export async function startService(order: ServiceOrder, cleanup: Cleanup): Promise<ServiceUnderTest> {
  const { options, databaseUrl } = order;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const apiKey = `poundkey_${randomBytes(32).toString('base64url')}`;
  const env = environment(order, port, url, apiKey);
  const logOf = ([role = 'service']: string[]) => join(order.folder, `${role}.log`);
  const start = async (role: string[], isReady: () => Promise<boolean>) => {
    const args = [...profiling(options.profile), MAIN, ...role];
    return startProcess({ command: process.execPath, args, env, logFile: logOf(role), isReady }, cleanup);
  };
  const ready = () => answers(`${url}/readyz`);
  if (!options.split) return { url, apiKey, pids: [await start([], ready)], logFile: logOf([]) };
  await migrate(databaseUrl, () => {});
  // The worker says on its log that it runs; a call that comes earlier waits for it.
  const pids = [await start(['web'], ready), await start(['worker'], async () => true)];
  return { url, apiKey, pids, logFile: logOf(['web']) };
}

function environment(
  { options, databaseUrl, redisUrl, carrier }: ServiceOrder,
  port: number,
  url: string,
  apiKey: string,
): NodeJS.ProcessEnv {
  // Settings of the person who runs this, such as a real carrier's, must not leak in.
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of settingNames) delete env[name];
  return {
    ...env,
    ...{ PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: url, DATABASE_URL: databaseUrl },
    ...(redisUrl !== null && { REDIS_URL: redisUrl }),
    ...(carrier && {
      ...{ TWILIO_ACCOUNT_SID: carrier.accountSid, TWILIO_AUTH_TOKEN: carrier.authToken },
      ...{ TWILIO_API_BASE_URL: carrier.url, TWILIO_FROM_NUMBER: '+15005550006' },
    }),
    // With a carrier of one's own the default is one call a second.
    CALLS_PER_SECOND: '1000000',
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    BOOTSTRAP_API_KEY: apiKey,
    ...{ LOG_LEVEL: options.logLevel, LOG_FORMAT: 'json' },
  };
}

function profiling(folder: string | null): string[] {
  if (folder === null) return [];
  mkdirSync(folder, { recursive: true });
  return ['--cpu-prof', `--cpu-prof-dir=${resolve(folder)}`];
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
