import { assertSchemaCompatibility, PostgresConnection } from 'bullmq';
import pg from 'pg';

/**
 * Opens the pool of a queue on Postgres. What is no fault of a statement is called a refused connection: the
 * only failure after which a worker of BullMQ pauses before it asks again, instead of asking as fast as it can.
 */
export function openQueuePool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    // BullMQ's statements name no schema: the search path selects it.
    options: '-c search_path=bullmq',
    // One connection stays with each worker to listen.
    max: 10,
    keepAlive: true,
    // A worker may listen for an hour: the system's two hours would be late to notice a line that went silent.
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 3_000,
    application_name: 'poundkey-queue',
  });
  const query = pool.query.bind(pool) as (text: string, values?: unknown[]) => Promise<pg.QueryResult>;
  return Object.assign(pool, {
    query: (text: string, values?: unknown[]) =>
      query(text, values).catch((error: Error) => {
        const ofStatement = error instanceof pg.DatabaseError && error.severity !== 'FATAL';
        throw ofStatement ? error : Object.assign(error, { code: 'ECONNREFUSED' });
      }),
  });
}

/** BullMQ's connection remembers for good that its first look at the schema failed; this one looks again. */
export class QueueConnection extends PostgresConnection {
  #compatible: Promise<void> | undefined;

  override waitUntilReady(): Promise<void> {
    this.#compatible ??= assertSchemaCompatibility(this.pool, this.schema).then(
      () => undefined,
      (error: Error) => {
        this.#compatible = undefined;
        this.emit('error', error);
        throw error;
      },
    );
    return this.#compatible;
  }
}
