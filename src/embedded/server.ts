import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { postgresEnvironment } from './environment.ts';
import { explain } from './error.ts';

/** How long processes of a Postgres that was killed are given to notice that it is gone. */
const LEFTOVERS_TIMEOUT_MS = 15_000;
const LOG_LINES_KEPT = 100;

export interface ServerOptions {
  binaries: Binaries;
  cluster: string;
  /** False gives up crash safety for speed, for tests. */
  durable: boolean;
  /** A free one is chosen when null. */
  port: number | null;
}

export interface Server {
  port: number;
  process: ChildProcess;
  /** Resolves with what Postgres said last. */
  ended: Promise<string>;
}

/**
 * Starts Postgres and waits until it takes connections, however long its recovery from a crash takes.
 * @throws EmbeddedDatabaseError when it ends instead
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const deadline = performance.now() + LEFTOVERS_TIMEOUT_MS;
  for (;;) {
    const port = options.port ?? (await freePort());
    const { process, ready, ended } = launch(options, port);
    const said = await Promise.race([ready, ended]);
    if (said === null) return { port, process, ended };
    // Another program may take the port between our choice and Postgres' bind.
    const mayPass = /could not create any TCP\/IP sockets|pre-existing shared memory block|is still in use/.test(said);
    if (!mayPass || performance.now() > deadline) throw explain(said, options.cluster);
    await delay(100);
  }
}

function launch({ binaries, cluster, durable }: ServerOptions, port: number) {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '64MB',
    max_parallel_workers_per_gather: 0,
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // No ERROR lines: they quote rows, and rows hold what must not be in clear in a log.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '128MB' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const process = spawn(binaries.postgres, ['-D', cluster, ...flags], {
    env: postgresEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  const ready = Promise.withResolvers<null>();
  createInterface(process.stderr).on('line', (line) => {
    if (said.push(line) > LOG_LINES_KEPT) said.shift();
    if (line.includes('database system is ready to accept connections')) ready.resolve(null);
  });
  const ended = new Promise<string>((resolve) => {
    process.once('error', (error) => resolve(error.message));
    process.once('close', () => resolve(said.join('\n')));
  });
  return { process, ready: ready.promise, ended };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
