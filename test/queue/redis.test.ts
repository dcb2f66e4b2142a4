import { Redis } from 'ioredis';
import { openRedisBackend } from '#queue/backend.ts';
import { redisNote, skipRedis, startTestRedis } from '../support/redis.ts';
import { startTcpProxy, throughProxy } from '../support/tcp-proxy.ts';
import { describeQueue } from './contract.ts';

describeQueue(
  `the queue on Redis${redisNote}`,
  async () => {
    const redis = await startTestRedis();
    const client = new Redis(redis.url);
    const wire = await startTcpProxy({ host: '127.0.0.1', port: redis.port });
    const url = throughProxy(redis.url, wire);
    return {
      ...{ kind: 'redis', url, wire },
      open: (log) => openRedisBackend(url, log),
      async outliveLocks() {
        await client.del('{poundkey}:calls:stalled-check', ...(await client.keys('{poundkey}:calls:*:lock')), 'none');
      },
      hasLookedForStalled: async () => (await client.exists('{poundkey}:calls:stalled-check')) === 1,
      async clear() {
        await client.flushall();
      },
      async close() {
        client.disconnect();
        await wire.close();
        await redis.close();
      },
    };
  },
  { skip: skipRedis },
);
