import { openPostgresBackend } from '#queue/backend.ts';
import { createTestDatabase } from '../support/database.ts';
import { onServer } from '../support/server.ts';
import { startTcpProxy, throughProxy } from '../support/tcp-proxy.ts';
import { describeQueue } from './contract.ts';

describeQueue('the queue on Postgres', async () => {
  const database = await createTestDatabase();
  const { hostname: host, port } = new URL(database.url);
  const wire = await startTcpProxy({ host, port: Number(port) });
  const url = throughProxy(database.url, wire);
  const run = (sql: string) => onServer(database.url, (client) => client.query(sql));
  return {
    ...{ kind: 'postgres', url, wire },
    open: (log) => openPostgresBackend(url, log),
    async outliveLocks() {
      await run(`UPDATE bullmq.job SET locked_until_ms = 0 WHERE state = 'active'`);
      await run(`DELETE FROM bullmq.meta WHERE field = 'stalled-check'`);
    },
    async hasLookedForStalled() {
      return (await run(`SELECT FROM bullmq.meta WHERE field = 'stalled-check'`)).rowCount === 1;
    },
    async clear() {
      await run('TRUNCATE bullmq.job, bullmq.rate_limit, bullmq.meta CASCADE');
    },
    async close() {
      await wire.close();
      await database.drop();
    },
  };
});
