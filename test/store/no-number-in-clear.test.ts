import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';

const TO = '+12025550107';

describe('after a verification with every kind of event', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startTestService();
    const { id } = await test.api.create({ to: TO });
    await test.api.outcome(id);
    const refused = await test.api.create({ to: '+15005550003' });
    await test.api.outcome(refused.id);
  });
  afterAll(() => test.close());

  it('no column of any table holds the number in clear, as text or as bytes', async () => {
    const client = new pg.Client({ connectionString: test.database.url });
    await client.connect();
    const query = async (sql: string) => (await client.query<Record<string, string>>(sql)).rows;
    const columns = await query(`
      SELECT table_schema AS schema, table_name AS "table", column_name AS "column", data_type AS type
      FROM information_schema.columns
      WHERE table_schema IN ('public', 'bullmq') AND table_name <> '_prisma_migrations'`);
    expect(columns.length).toBeGreaterThan(50);
    const found: unknown[] = [];
    for (const { schema, table, column, type } of columns) {
      const cell = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`;
      const rows = await query(
        `SELECT ${cell} AS cell FROM "${schema}"."${table}" WHERE ${cell} ~ '2025550107|0255501|5005550003'`,
      );
      found.push(...rows.map(({ cell }) => `${table}.${column}: ${cell}`));
    }
    await client.end();
    expect(found).toEqual([]);
  });
});
