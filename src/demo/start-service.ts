import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { generateKey } from '#services/applications.ts';
import { settingNames } from '../config.ts';
import { DemoError } from './error.ts';
import type { Stage } from './stage.ts';
import { openThrowaway } from './throwaway.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const LOOK_EVERY_MS = 50;
const LINES_KEPT = 20;

/**
 * Starts a service for the demo alone: `npm start`'s own process on a free port, with a database in a temporary
 * folder and a carrier in this process. No setting and no data of this machine's own service are touched.
 * @param stops takes what is to be undone afterwards, in reverse
 * @throws DemoError, EmbeddedDatabaseError
 */
export async function startService(stops: AsyncDisposableStack, speed: number, signal: AbortSignal): Promise<Stage> {
  const { databaseUrl, simulator, port, url } = await openThrowaway(stops, 1 / speed);
  const apiKey = generateKey();
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // Empty is "not set", and keeps the child from taking it from a `.env` file.
      ...Object.fromEntries(settingNames.map((name) => [name, ''])),
      PORT: String(port),
      PUBLIC_URL: url,
      DATABASE_URL: databaseUrl,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      BOOTSTRAP_API_KEY: apiKey,
      TWILIO_ACCOUNT_SID: simulator.accountSid,
      TWILIO_AUTH_TOKEN: simulator.authToken,
      TWILIO_API_BASE_URL: simulator.url,
      TWILIO_FROM_NUMBER: '+15005550006',
      CALLS_PER_SECOND: '10',
      LOG_LEVEL: 'warn',
    },
  });
  const ended = once(child, 'exit');
  // Also when this process ends in a way that leaves no time for more.
  process.once('exit', () => child.kill());
  stops.defer(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  await untilReady(child, url, signal);
  return { url, apiKey, simulatorUrl: simulator.url };
}

/** @throws DemoError with what the child said last, when it ends instead. */
async function untilReady(child: ChildProcess, url: string, signal: AbortSignal): Promise<void> {
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said.push(...text.split('\n').filter(Boolean));
      said.splice(0, said.length - LINES_KEPT);
    });
  }
  while (!(await isReady(url))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new DemoError(`The service that the demo started ended again:\n${said.join('\n')}`);
    await delay(LOOK_EVERY_MS, null, { signal });
  }
}

async function isReady(url: string): Promise<boolean> {
  return (await fetch(`${url}/readyz`).catch(() => null))?.ok ?? false;
}
