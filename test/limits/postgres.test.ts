import { afterEach, expect, it, vi } from 'vitest';
import { openPostgresRateLimits } from '#limits/postgres.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { createTestDatabase } from '../support/database.ts';
import { createMemoryLog } from '../support/log.ts';
import { onServer } from '../support/server.ts';
import { startTcpProxy, throughProxy } from '../support/tcp-proxy.ts';
import { describeRateLimits } from './contract.ts';

describeRateLimits('rate limits on Postgres', async () => {
  const own = await createTestDatabase();
  const { hostname: host, port } = new URL(own.url);
  const wire = await startTcpProxy({ host, port: Number(port) });
  const databases: Database[] = [];
  return {
    wire,
    async open() {
      const database = openDatabase(throughProxy(own.url, wire), () => {});
      databases.push(database);
      return openPostgresRateLimits(database.pool, createMemoryLog());
    },
    async stored() {
      const { rows } = await onServer(own.url, (client) => client.query('SELECT * FROM rate_limits'));
      return JSON.stringify(rows);
    },
    async close() {
      await Promise.all(databases.map((each) => each.close()));
      await wire.close();
      await own.drop();
    },
  };
});

afterEach(() => vi.useRealTimers());

it('counters that are over are forgotten, the others kept', async () => {
  const own = await createTestDatabase();
  const database = openDatabase(own.url, () => {});
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const limits = openPostgresRateLimits(database.pool, createMemoryLog());
  const put = 'INSERT INTO rate_limits (key, points, expire) VALUES ($1, 1, $2)';
  await database.pool.query(put, ['over', Date.now() - 1]);
  await database.pool.query(put, ['counting', Date.now() + 3_600_000]);
  vi.advanceTimersByTime(300_000);
  vi.useRealTimers();
  await vi.waitFor(async () => {
    const { rows } = await database.pool.query('SELECT key FROM rate_limits');
    expect(rows).toEqual([{ key: 'counting' }]);
  });
  await limits.close();
  await database.close();
  await own.drop();
});
