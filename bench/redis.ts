import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Cleanup } from './cleanup.ts';
import { freePort, startProcess } from './processes.ts';

/**
 * Starts the machine's redis-server with nothing kept on disk.
 * @throws Error when there is none.
 */
export async function startRedis(folder: string, cleanup: Cleanup): Promise<string> {
  const port = await freePort();
  const order = {
    command: 'redis-server',
    args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'],
    env: { PATH: process.env.PATH },
    logFile: join(folder, 'redis.log'),
    isReady: () => accepts(port),
  };
  await startProcess(order, cleanup);
  return `redis://127.0.0.1:${port}`;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
