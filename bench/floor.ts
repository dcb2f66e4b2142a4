import pg from 'pg';
import { createHttpClient } from './http-client.ts';

/** Connections that commit at once: as many as the service's pool has. */
const CONNECTIONS = 20;
const ROWS_PER_COMMIT = 3;
const SECONDS = 2;
const WARM_UP_MS = 1_000;

/** What this machine can do at most, just now: figures mean something only beside these. */
export interface Floor {
  /** Prepared statements a second that insert 3 rows and commit. */
  commitsPerSecond: number;
  /** GET /healthz a second: Node, Express and the load generator, no database. */
  healthzPerSecond: number;
}

export async function measureFloor(databaseUrl: string, serviceUrl: string, concurrency: number): Promise<Floor> {
  return {
    commitsPerSecond: await commitsPerSecond(databaseUrl),
    healthzPerSecond: await healthzPerSecond(serviceUrl, concurrency),
  };
}

/** A machine whose floor changes by more than this while it is measured is busy with something else. */
const QUIET_WITHIN = 1.5;

/** The floor of a run, from before the load and after it. */
export function meanFloor(before: Floor, after: Floor): Floor & { quiet: boolean } {
  const mean = (a: number, b: number) => (a + b) / 2;
  const apart =
    Math.max(before.commitsPerSecond, after.commitsPerSecond) /
    Math.min(before.commitsPerSecond, after.commitsPerSecond);
  return {
    commitsPerSecond: mean(before.commitsPerSecond, after.commitsPerSecond),
    healthzPerSecond: mean(before.healthzPerSecond, after.healthzPerSecond),
    quiet: apart < QUIET_WITHIN,
  };
}

async function commitsPerSecond(databaseUrl: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS, application_name: 'poundkey-bench' });
  // A connection that breaks also fails the statement under way, which is where it is dealt with.
  pool.on('error', () => {});
  const table = 'poundkey_bench_floor';
  await pool.query(`DROP TABLE IF EXISTS ${table}`);
  await pool.query(`CREATE TABLE ${table} (id bigserial PRIMARY KEY, at timestamptz NOT NULL, data jsonb NOT NULL)`);
  const statement = {
    name: 'floor',
    text: `INSERT INTO ${table} (at, data) SELECT $1, $2 FROM generate_series(1, ${ROWS_PER_COMMIT})`,
  };
  const data = { CallStatus: 'in-progress', To: '+1••••••0123', Timestamp: new Date().toUTCString() };
  try {
    return await rate(CONNECTIONS, () => pool.query({ ...statement, values: [new Date(), data] }));
  } finally {
    await pool.query(`DROP TABLE ${table}`);
    await pool.end();
  }
}

async function healthzPerSecond(serviceUrl: string, concurrency: number): Promise<number> {
  const client = createHttpClient(serviceUrl);
  try {
    return await rate(concurrency, () => client.send('GET', '/healthz', {}));
  } finally {
    client.close();
  }
}

/** How often a second `work` gets done by `lanes` that do it over and over. */
async function rate(lanes: number, work: () => Promise<unknown>): Promise<number> {
  const from = performance.now() + WARM_UP_MS;
  const until = from + SECONDS * 1000;
  let count = 0;
  const lane = async () => {
    for (let now = performance.now(); now < until; now = performance.now()) {
      await work();
      if (now >= from) count += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return count / SECONDS;
}
