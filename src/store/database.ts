import pg from 'pg';
import { StoreUnavailable } from '#ports/store.ts';

/** A pool whose failures to reach the database are `StoreUnavailable`. */
export interface Database {
  readonly pool: pg.Pool;
  /**
   * One statement, prepared under its name. Without one it is planned anew each time, by its values: for what is rare
   * and must take the right index whatever they are. Throws `StoreUnavailable` when the database is away.
   */
  query<R extends pg.QueryResultRow>(name: string | null, text: string, values: unknown[]): Promise<R[]>;
  close(): Promise<void>;
}

/**
 * Opens the one pool of this process.
 * @param onError told of idle connections that break; the pool replaces them by itself.
 */
export function openDatabase(url: string, onError: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 20,
    // A request must not hang on a database that is away: the caller gets 503 and may come again.
    connectionTimeoutMillis: 3_000,
    query_timeout: 10_000,
    application_name: 'poundkey',
    // Prisma writes and reads times without their zone: the session has to be where they are.
    options: '-c TimeZone=UTC',
  });
  pool.on('error', onError);
  return {
    pool,
    async query<R extends pg.QueryResultRow>(name: string | null, text: string, values: unknown[]): Promise<R[]> {
      try {
        return (await pool.query<R>({ ...(name !== null && { name }), text, values })).rows;
      } catch (error) {
        throw isUnavailable(error) ? new StoreUnavailable('The database does not answer.', { cause: error }) : error;
      }
    },
    close: () => pool.end(),
  };
}

/** SQLSTATEs in which the server or the way to it is at fault, not the statement; 25006 is what a standby says during a failover. */
const unavailableStates = /^(08|53|57P0|25006)/;
const unavailableCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
]);
/** What `pg` says without a code when a connection cannot be had or breaks. */
const unavailableMessages =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error/;

/** Whether an error says that the database is away. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  const code = 'code' in error ? String(error.code) : '';
  return unavailableStates.test(code) || unavailableCodes.has(code) || unavailableMessages.test(error.message);
}
