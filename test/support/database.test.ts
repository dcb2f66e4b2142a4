import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './database.ts';

test('each test file has a migrated database of its own', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const pool = new pg.Pool({ connectionString: one.url });
  const { rows } = await pool.query(`SELECT to_regclass('bullmq.migration') IS NOT NULL AS migrated`);
  await pool.query('CREATE TABLE mine (id int)');
  await pool.end();
  expect(rows).toEqual([{ migrated: true }]);
  await Promise.all([one.drop(), other.drop()]);
});

test('a pool that was left open fails the test that left it', async () => {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, application_name: 'forgotten' });
  pool.on('error', () => {});
  await pool.query('SELECT 1');
  await expect(database.drop()).rejects.toThrow(/left open:\nforgotten, idle/);
  await pool.end();
});
