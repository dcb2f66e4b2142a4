import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { expect, vi } from 'vitest';
import { openRedisRateLimits } from '#limits/redis.ts';
import { createMemoryLog } from '../support/log.ts';
import { redisNote, skipRedis, startTestRedis } from '../support/redis.ts';
import { startTcpProxy, throughProxy } from '../support/tcp-proxy.ts';
import { describeRateLimits } from './contract.ts';

describeRateLimits(
  `rate limits on Redis${redisNote}`,
  async () => {
    const redis = await startTestRedis();
    const client = new Redis(redis.url);
    const wire = await startTcpProxy({ host: '127.0.0.1', port: redis.port });
    return {
      wire,
      async open() {
        const limits = openRedisRateLimits(throughProxy(redis.url, wire), createMemoryLog());
        const name = randomUUID();
        await vi.waitFor(async () => {
          await limits.take({ name, points: 1, seconds: 600 }, 'somebody');
          expect(await client.keys(`*${name}*`)).toHaveLength(1);
        });
        return limits;
      },
      stored: async () => (await client.keys('*')).join('\n'),
      async close() {
        client.disconnect();
        await wire.close();
        await redis.close();
      },
    };
  },
  { skip: skipRedis },
);
