import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cleanup } from './cleanup.ts';

const READY_WITHIN_MS = 60_000;
const KILL_AFTER_MS = 30_000;

export interface ProcessOrder {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Gets all that it says. A file costs the load generator nothing, unlike a pipe that it had to empty. */
  logFile: string;
  isReady: () => Promise<boolean>;
}

/**
 * Starts a program and waits until it is ready; `cleanup` will end it.
 * @returns its process id
 * @throws Error with its last words when it ends instead
 */
export async function startProcess(order: ProcessOrder, cleanup: Cleanup): Promise<number> {
  let child: ChildProcess | undefined;
  cleanup.add(() => child && stop(child));
  const log = openSync(order.logFile, 'a');
  child = spawn(order.command, order.args, { env: order.env, stdio: ['ignore', log, log] });
  closeSync(log);
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await order.isReady())) {
    const late = performance.now() > deadline;
    if (failure || late || hasEnded(child)) {
      const said = readFileSync(order.logFile, 'utf8').slice(-4_000);
      throw new Error(`${order.command} did not start: ${failure?.message ?? ''}\n${said}`);
    }
    await delay(50);
  }
  return child.pid ?? 0;
}

/** Asks it to end and waits until it has. */
async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  await ended;
  clearTimeout(timer);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
