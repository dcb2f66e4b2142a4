import { readFileSync } from 'node:fs';
import pg from 'pg';

/** CPU seconds spent so far. Null where the system does not tell it (all but Linux, a database elsewhere). */
export interface CpuSeconds {
  loadGenerator: number;
  service: number | null;
  database: number | null;
}

/** Linux counts in hundredths of a second, whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100;

/** Reads what each part has spent: on a machine that others use too, this says more than any rate. */
export async function cpuSeconds(servicePids: number[], databaseUrl: string): Promise<CpuSeconds> {
  const databasePids = await serverProcesses(databaseUrl);
  const { user, system } = process.cpuUsage();
  return {
    loadGenerator: (user + system) / 1e6,
    service: ofAll(servicePids),
    database: isLocal(databaseUrl) ? ofAll(databasePids) : null,
  };
}

/** Backends, the WAL writer, the checkpointer: all but the postmaster, which does nothing. */
async function serverProcesses(databaseUrl: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()',
    );
    return rows.map(({ pid }) => pid);
  } finally {
    await client.end();
  }
}

function isLocal(databaseUrl: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(databaseUrl).hostname);
}

function ofAll(pids: number[]): number | null {
  const each = pids.map(ofProcess).filter((seconds) => seconds !== null);
  return each.length === 0 ? null : each.reduce((sum, seconds) => sum + seconds, 0);
}

function ofProcess(pid: number): number | null {
  try {
    // After the name in brackets, which may hold spaces: fields 14 and 15 are user and system time (man 5 proc).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

/** CPU milliseconds of each for one of `count` life-cycles between two readings. */
export function cpuMsEach(before: CpuSeconds, after: CpuSeconds, count: number) {
  const each = (from: number | null, to: number | null) =>
    from === null || to === null ? null : ((to - from) * 1000) / Math.max(1, count);
  return {
    service: each(before.service, after.service),
    database: each(before.database, after.database),
    loadGenerator: each(before.loadGenerator, after.loadGenerator),
  };
}
