import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { inject } from 'vitest';
import { databaseUrl, onServer } from './server.ts';

/** How long a pool that is closing may take. */
const LEAK_TIMEOUT_MS = 3_000;

export interface TestDatabase {
  url: string;
  /** Drops the database. Throws when somebody is still connected to it: a pool that nobody closed. */
  drop(): Promise<void>;
}

/** A migrated database of the test file's own, on the server that the run shares. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('databaseServer');
  const name = `poundkey_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${inject('databaseTemplate')}`));
  return {
    url: databaseUrl(server, name),
    drop: () =>
      onServer(server, async (client) => {
        const leaked = await leakedConnections(client, name);
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
        if (leaked.length > 0) throw new Error(`Connections were left open:\n${leaked.join('\n')}`);
      }),
  };
}

/** The server looks every 20 ms, until nobody is connected or the time is up. */
async function leakedConnections(client: Client, name: string): Promise<string[]> {
  const deadline = performance.now() + LEAK_TIMEOUT_MS;
  for (;;) {
    const { rows } = await client.query<{ application_name: string; state: string; query: string }>(
      `SELECT application_name, state, query FROM pg_stat_activity
        WHERE datname = $1 AND backend_type = 'client backend'`,
      [name],
    );
    if (rows.length === 0 || performance.now() > deadline) {
      return rows.map((row) => `${row.application_name || 'unnamed'}, ${row.state}, last: ${row.query}`);
    }
    await client.query('SELECT pg_sleep(0.02)');
  }
}
