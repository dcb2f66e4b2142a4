import { realpathSync } from 'node:fs';
import { findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { explainThrown } from './error.ts';
import { layoutOf, urlOf } from './layout.ts';
import { takeLock } from './lock.ts';
import { disownPidFile, findPostmaster, stopPostmaster } from './postmaster.ts';
import { type Server, startServer } from './server.ts';

/** What the keeper is told, as its only argument. */
export interface KeeperOrder {
  dataDir: string;
  durable: boolean;
}

/** What the keeper says over IPC. */
export type KeeperReport =
  | { kind: 'log'; message: string }
  | { kind: 'ready'; url: string }
  | { kind: 'failed'; message: string };

/**
 * The process between us and Postgres. It stands in a process group of its own, so that Ctrl-C reaches us and not
 * the database, and it stops Postgres when the channel between us closes: on purpose, or because we are gone, however we
 * went.
 */
async function keep({ dataDir, durable }: KeeperOrder, leaving: Promise<void>): Promise<void> {
  const layout = layoutOf(realpathSync(dataDir));
  try {
    const binaries = await findBinaries();
    const lock = await takeLock(layout, process.ppid);
    void leaving.then(() => lock.yield());
    const password = await ensureCluster(layout, binaries, durable);
    const orphan = findPostmaster(layout.cluster);
    if (orphan) await stopPostmaster(orphan, layout.cluster);
    let port: number | null = null;
    for (;;) {
      disownPidFile(layout.cluster, process.pid);
      const server = await startServer({ binaries, cluster: layout.cluster, durable, port });
      if (port === null) await report({ kind: 'ready', url: urlOf(password, server.port) });
      port = server.port;
      if ((await Promise.race([leaving, server.ended])) === undefined) return await stop(server, layout.cluster);
      await report({ kind: 'log', message: 'The embedded Postgres ended unexpectedly; starting it again' });
    }
  } catch (thrown) {
    await report({ kind: 'failed', message: explainThrown(thrown, layout.folder).message });
  }
}

async function stop(server: Server, cluster: string): Promise<void> {
  if (server.process.pid) await stopPostmaster({ pid: server.process.pid, port: server.port, ready: true }, cluster);
}

function report(message: KeeperReport): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, () => resolve());
    else resolve();
  });
}

// Whoever signals the whole service signals us too; the order of going down is our parent's to decide.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
const leaving = new Promise<void>((resolve) => process.once('disconnect', resolve));
await keep(JSON.parse(process.argv[2] ?? '{}'), leaving);
process.exit();
