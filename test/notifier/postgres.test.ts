import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { openBroadcastNotifier } from '#notifier/broadcast-notifier.ts';
import { openPostgresBroadcast } from '#notifier/postgres.ts';
import { createTestDatabase } from '../support/database.ts';
import { createMemoryLog } from '../support/log.ts';
import { onServer } from '../support/server.ts';
import { startTcpProxy, type TcpProxy, throughProxy } from '../support/tcp-proxy.ts';
import { describeNotifier } from './contract.ts';

async function startWire(databaseUrl: string): Promise<TcpProxy> {
  const { hostname: host, port } = new URL(databaseUrl);
  return startTcpProxy({ host, port: Number(port) });
}

describeNotifier('the notifier on Postgres', async () => {
  const database = await createTestDatabase();
  const wire = await startWire(database.url);
  const url = throughProxy(database.url, wire);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  return {
    wire,
    open: () => openBroadcastNotifier(openPostgresBroadcast(url, pool, createMemoryLog())),
    async cutListeners() {
      const others = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'poundkey-listen'`;
      await onServer(database.url, (client) => client.query(others));
    },
    async close() {
      await pool.end();
      await wire.close();
      await database.drop();
    },
  };
});

describe('the notifier on Postgres', () => {
  it('does not open without its server, and leaves nothing behind that would try on', async () => {
    const database = await createTestDatabase();
    const wire = await startWire(database.url);
    const url = throughProxy(database.url, wire);
    const pool = new pg.Pool({ connectionString: url });
    await wire.cut();
    await expect(openBroadcastNotifier(openPostgresBroadcast(url, pool, createMemoryLog()))).rejects.toThrow();
    await wire.restore();
    await pool.end();
    await wire.close();
    await database.drop();
  });
});
