import pg from 'pg';
import type { Log } from '#ports/log.ts';
import type { Broadcast } from './broadcast-notifier.ts';

const CHANNEL = 'poundkey_changed';
const RECONNECT_MS = 1_000;

/** LISTEN on a connection of its own, opened again whenever it breaks; NOTIFY through the pool. */
export function openPostgresBroadcast(databaseUrl: string, pool: pg.Pool, log: Log) {
  return async (onMessage: (message: string) => void): Promise<Broadcast> => {
    let client: pg.Client | undefined;
    let timer: NodeJS.Timeout | undefined;
    let closed = false;

    async function listen(): Promise<void> {
      const next = new pg.Client({
        connectionString: databaseUrl,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
        connectionTimeoutMillis: 3_000,
        application_name: 'poundkey-listen',
      });
      next.on('notification', ({ payload }) => payload && onMessage(payload));
      next.on('error', (error) => log.debug('The notifier lost Postgres', { error: error.message }));
      // Comes once for each connection, for one that could not be made too: the only place that opens the next.
      next.on('end', () => {
        if (!closed) timer = setTimeout(() => listen().catch(() => undefined), RECONNECT_MS);
      });
      client = next;
      try {
        await next.connect();
        await next.query(`LISTEN ${CHANNEL}`);
      } catch (error) {
        await next.end().catch(() => undefined);
        throw error;
      }
    }
    async function close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    }

    try {
      await listen();
    } catch (error) {
      await close();
      throw error;
    }
    return {
      send: async (message) => void (await pool.query('SELECT pg_notify($1, $2)', [CHANNEL, message])),
      close,
    };
  };
}
