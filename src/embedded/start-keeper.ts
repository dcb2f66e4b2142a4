import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, lstatSync } from 'node:fs';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { findBinaries } from './binaries.ts';
import { postgresEnvironment } from './environment.ts';
import { EmbeddedDatabaseError, explain } from './error.ts';
import { canReach, isRoot, userFor, withoutRoot } from './identity.ts';
import type { KeeperOrder, KeeperReport } from './keeper.ts';
import type { Layout } from './layout.ts';

const KEEPER = fileURLToPath(new URL('./keeper.ts', import.meta.url));

export interface Keeper {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts the keeper and waits until its Postgres takes connections.
 * @param layout its folder exists
 * @throws EmbeddedDatabaseError with the keeper's reason, or the reason why there is none
 */
export async function startKeeper(layout: Layout, order: KeeperOrder, log: (message: string) => void): Promise<Keeper> {
  const keeper = await spawnKeeper(layout, order);
  const ready = Promise.withResolvers<string>();
  const gone = Promise.withResolvers<void>();
  let said = '';
  keeper.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-10_000);
  });
  keeper.once('error', (error) => {
    ready.reject(explain(error.message, layout.folder));
    gone.resolve();
  });
  keeper.once('close', () => ready.reject(explain(said, layout.folder)));
  // Not `close`: Node does not emit it after a disconnect from this side.
  keeper.once('exit', () => gone.resolve());
  let started = false;
  keeper.on('message', (report: KeeperReport) => {
    if (report.kind === 'ready') {
      started = true;
      ready.resolve(report.url);
    } else if (started || report.kind === 'log') log(report.message);
    else ready.reject(new EmbeddedDatabaseError(report.message));
  });
  const url = await ready.promise;
  // Whoever forgets to close must not hang for it.
  const handles = [keeper, keeper.channel, keeper.stderr as Socket | null];
  for (const handle of handles) handle?.unref();
  return {
    url,
    close() {
      for (const handle of handles) handle?.ref();
      if (keeper.connected) keeper.disconnect();
      return gone.promise;
    },
  };
}

/** Runs the keeper as ourselves, or as a lesser user when we are root. */
async function spawnKeeper(layout: Layout, order: KeeperOrder): Promise<ChildProcess> {
  let command = [process.execPath, KEEPER, JSON.stringify(order)];
  let user = {};
  if (isRoot()) {
    const lesser = await userFor(layout.cluster);
    giveTo(lesser.uid, lesser.gid, [layout.folder, layout.lock, layout.owner, layout.password]);
    const needed = [layout.cluster, process.execPath, KEEPER, (await findBinaries()).postgres];
    if (needed.every((path) => canReach(lesser, path))) user = lesser;
    else command = withoutRoot(lesser, command);
  }
  const [program = '', ...args] = command;
  return spawn(program, args, {
    ...user,
    // A process group and session of its own: Ctrl-C and a closed terminal reach us alone.
    detached: true,
    cwd: layout.folder,
    env: postgresEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

function giveTo(uid: number, gid: number, paths: string[]): void {
  for (const path of paths) if (lstatSync(path, { throwIfNoEntry: false })) chownSync(path, uid, gid);
}
