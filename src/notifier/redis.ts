import { Redis } from 'ioredis';
import type { Log } from '#ports/log.ts';
import type { Broadcast } from './broadcast-notifier.ts';

const CHANNEL = '{poundkey}:changed';

/** Redis pub/sub. ioredis connects again and subscribes again by itself. */
export function openRedisBroadcast(redisUrl: string, log: Log) {
  return async (onMessage: (message: string) => void): Promise<Broadcast> => {
    const onError = (error: Error) => log.debug('The notifier cannot reach Redis', { error: error.message });
    const sender = new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 }).on('error', onError);
    const receiver = new Redis(redisUrl, { maxRetriesPerRequest: null }).on('error', onError);
    receiver.on('message', (_channel, message) => onMessage(message));
    // Not awaited: with Redis away the service starts all the same, and waiters re-read.
    receiver.subscribe(CHANNEL).catch(onError);
    return {
      send: async (message) => void (await sender.publish(CHANNEL, message)),
      async close() {
        sender.disconnect();
        receiver.disconnect();
      },
    };
  };
}
