import pg from 'pg';
import type { BenchCarrier } from './carrier.ts';

/**
 * Holds what is stored to what the load generator saw.
 * @param verified life-cycles that ended as they should
 * @returns what is wrong, a line each; empty when all is well.
 */
export async function checkInvariants(databaseUrl: string, carrier: BenchCarrier, verified: number): Promise<string[]> {
  const problems: string[] = [];
  const often = [...carrier.dials.values()].filter((count) => count > 1).length;
  const never = [...carrier.dials.values()].filter((count) => count === 0).length;
  if (often > 0) problems.push(`${often} verifications were dialed more than once`);
  if (never > 0) problems.push(`${never} verifications were never dialed`);
  if (carrier.strayDials() > 0)
    problems.push(`${carrier.strayDials()} calls were placed to numbers that nobody asked for`);

  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ status: string; count: number }>(
      `SELECT v.status, count(*)::int FROM verifications v JOIN applications p ON p.id = v.application_id
        WHERE p.name = 'bootstrap' GROUP BY v.status`,
    );
    for (const { status, count } of rows) {
      if (status !== 'verified') problems.push(`${count} verifications are stored as ${status}`);
      else if (count !== verified)
        problems.push(`${count} verifications are stored as verified, ${verified} were seen`);
    }
    const unfinished = await client.query<{ count: number }>(
      `SELECT count(*)::int FROM attempts WHERE status <> 'completed' OR number <> 1 OR carrier_sid IS NULL`,
    );
    if (unfinished.rows[0]?.count) problems.push(`${unfinished.rows[0].count} attempts are not one completed call`);
  } finally {
    await client.end();
  }
  return problems;
}

/** How durable a commit was: figures without `on` say nothing. */
export async function durability(databaseUrl: string): Promise<{ synchronousCommit: string; fsync: string }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT current_setting('synchronous_commit') AS "synchronousCommit", current_setting('fsync') AS fsync`,
    );
    return rows[0];
  } finally {
    await client.end();
  }
}
