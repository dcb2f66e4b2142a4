import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of the project with a data folder of its own, as a new user has it. */
export interface Checkout {
  folder: string;
  remove(): void;
}

export function checkOut(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'poundkey-checkout-'));
  for (const each of ['src', 'twiml', 'workers', 'prisma', 'examples', 'package.json', 'README.md']) {
    cpSync(join(root, each), join(folder, each), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Started {
  child: ChildProcess;
  /** Everything printed so far, both streams. */
  output(): string;
  /** Resolves when this text has been printed; rejects when the process ends without it. */
  printed(text: string): Promise<void>;
  /** The exit code; null when a signal ended it. */
  exited: Promise<number | null>;
}

/** Runs `npm start`'s program in a checkout, with no setting but the given ones. */
export function run(checkout: Checkout, env: Record<string, string> = {}, args: string[] = []): Started {
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    cwd: checkout.folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const watchers = new Set<() => void>();
  const onData = (chunk: Buffer) => {
    output += chunk;
    for (const watcher of watchers) watcher();
  };
  child.stdout.on('data', onData);
  child.stderr.on('data', onData);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    exited,
    output: () => output,
    printed(text) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const look = () => output.includes(text) && resolve();
      watchers.add(look);
      look();
      void exited.then((code) => reject(new Error(`It ended with ${code} before printing "${text}":\n${output}`)));
      return promise.finally(() => watchers.delete(look));
    },
  };
}
