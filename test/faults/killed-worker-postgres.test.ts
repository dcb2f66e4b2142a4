import { describeKilledWorker } from './killed-worker.ts';

describeKilledWorker('a worker killed between claim and answer, with the queue on Postgres', async () => ({
  redisUrl: null,
}));
