import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './service.ts';
import { makeTemporaryFolder } from './temporary.ts';

/** A Redis of the test file's own. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Ends it as a crash would: nothing is saved, everybody is cut off. */
  stop(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
  /** Ends it for good. */
  close(): Promise<void>;
}

/** Where Redis cannot run, its suites are skipped and say why; in CI they fail instead. */
const program = findOnPath('redis-server');
const missing = program === null ? 'redis-server is not on PATH' : null;
export const skipRedis: boolean = missing !== null && process.env.CI !== 'true';
/** For suite names: empty, or the cause of the skipping. */
export const redisNote = skipRedis ? ` (skipped: ${missing})` : '';

export async function startTestRedis(): Promise<TestRedis> {
  if (program === null) throw new Error(`Redis cannot be tested: ${missing}.`);
  const port = await freePort();
  const folder = makeTemporaryFolder(0o700);
  let server = await launch(program, port, folder);
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop,
    async start() {
      server = await launch(program, port, folder);
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves once it takes connections. */
async function launch(program: string, port: number, folder: string): Promise<ChildProcess> {
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => server.kill('SIGKILL'));
  const lines = createInterface({ input: server.stdout });
  const said: string[] = [];
  for await (const line of lines) {
    said.push(line);
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`Redis did not start:\n${said.join('\n')}`);
}

function findOnPath(name: string): string | null {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return places.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
