import { Redis } from 'ioredis';
import { openBroadcastNotifier } from '#notifier/broadcast-notifier.ts';
import { openRedisBroadcast } from '#notifier/redis.ts';
import { createMemoryLog } from '../support/log.ts';
import { redisNote, skipRedis, startTestRedis } from '../support/redis.ts';
import { startTcpProxy, throughProxy } from '../support/tcp-proxy.ts';
import { describeNotifier } from './contract.ts';

describeNotifier(
  `the notifier on Redis${redisNote}`,
  async () => {
    const redis = await startTestRedis();
    const client = new Redis(redis.url);
    const wire = await startTcpProxy({ host: '127.0.0.1', port: redis.port });
    const url = throughProxy(redis.url, wire);
    return {
      wire,
      open: () => openBroadcastNotifier(openRedisBroadcast(url, createMemoryLog())),
      async cutListeners() {
        await client.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
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
