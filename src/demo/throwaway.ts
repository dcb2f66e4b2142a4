import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedPostgres } from '#embedded/database.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { freePort } from './free-port.ts';

/** What a service for the demo alone stands on: nothing of it is left afterwards. */
export interface Throwaway {
  databaseUrl: string;
  simulator: Simulator;
  port: number;
  /** Where the service is to listen, without a slash at the end. */
  url: string;
}

/**
 * Opens a database in a temporary folder and a carrier in this process, and finds a free port.
 * @param stops takes what is to be undone afterwards, in reverse
 * @param timeScale real time for that of the carrier and the people: 1 is life, 0 as soon as possible
 * @throws EmbeddedDatabaseError
 */
export async function openThrowaway(stops: AsyncDisposableStack, timeScale: number): Promise<Throwaway> {
  const folder = mkdtempSync(join(tmpdir(), 'poundkey-demo-'));
  stops.defer(async () => rmSync(folder, { recursive: true, force: true }));
  // When root runs the demo, Postgres is another user, who must be able to pass through.
  chmodSync(folder, 0o711);
  const database = await openEmbeddedPostgres({ dataDir: folder, durable: false, log: () => {} });
  stops.defer(database.close);
  const simulator = await startSimulator({
    accountSid: `AC${randomBytes(16).toString('hex')}`,
    authToken: randomBytes(16).toString('hex'),
    timeScale,
  });
  stops.defer(simulator.close);
  const port = await freePort();
  return { databaseUrl: database.url, simulator, port, url: `http://127.0.0.1:${port}` };
}
