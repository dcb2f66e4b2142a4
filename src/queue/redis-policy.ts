import type { Redis } from 'ioredis';
import type { Log } from '#ports/log.ts';

/**
 * Warns when Redis may throw jobs away for want of memory. A sweep would add them again, but late. Asks INFO,
 * since managed servers often forbid CONFIG; a server that is away is asked again when it is back.
 */
export function watchEvictionPolicy(redis: Redis, log: Log): void {
  redis.on('ready', async () => {
    const memory = await redis.info('memory').catch(() => '');
    const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
    if (policy === undefined || policy === 'noeviction') return;
    log.warn('Redis may evict jobs: set its maxmemory-policy to noeviction', { policy });
  });
}
